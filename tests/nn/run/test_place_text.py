from __future__ import annotations

import pytest

from nn.run.place_text import PlaceTextError, parse_place

NAMED = {
    "0": 0,
    "1217": 1217,
    " 1,217 ": 1217,
    "5000": 5000,
    "1:1": 1,
    "3:217": 1217,
    " 3 : 217": 1217,
    "10:500": 5000,
}

REFUSED = {
    "": "Type a step such as 1217, or epoch:observation such as 3:217.",
    "  ": "Type a step such as 1217, or epoch:observation such as 3:217.",
    "abc": "“abc” is no whole number.",
    "1.5": "“1.5” is no whole number.",
    "1.217": "“1.217” is no whole number: write 1217.",
    "3:": "A whole number is needed.",
    ":217": "A whole number is needed.",
    "1:2:3": "“2:3” is no whole number.",
    "5001": "Step 5,001 is not in the run: it ends with step 5,000.",
    "-1": "Step −1 is not in the run: it begins with step 0.",
    "11:1": "Step 5,001 is not in the run: it ends with step 5,000.",
    "0:3": "There is no epoch 0: the first one is 1.",
    "3:0": "An epoch has the observations 1 to 500; 0 is not among them.",
    "3:501": "An epoch has the observations 1 to 500; 501 is not among them.",
    "-" + "9" * 15: "Step −999,999,999,999,999 is not in the run: it begins with step 0.",
    "9" * 16: "Step 9,999,999,999,999,9… is not in the run: it ends with step 5,000.",
    "9" * 40: "Step 9,999,999,999,999,9… is not in the run: it ends with step 5,000.",
}


@pytest.mark.parametrize("text", NAMED)
def test_a_step_has_its_number_or_its_epoch_and_observation(text: str) -> None:
    assert parse_place(text, 500, 5000) == NAMED[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_names_no_step_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(PlaceTextError) as refused:
        parse_place(text, 500, 5000)
    assert str(refused.value) == REFUSED[text]
