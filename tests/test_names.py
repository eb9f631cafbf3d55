from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent


def assigned() -> dict[str, list[tuple[str, ast.expr]]]:
    """The names that modules give to values: by name, the modules and what they assign."""
    found: dict[str, list[tuple[str, ast.expr]]] = defaultdict(list)
    for path in sorted([*(ROOT / "nn").rglob("*.py"), *(ROOT / "app").rglob("*.py")]):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            if isinstance(node, ast.AnnAssign):
                targets = [node.target]
            for target in targets:
                value = getattr(node, "value", None)
                if isinstance(target, ast.Name) and value is not None:
                    found[target.id].append((str(path.relative_to(ROOT)), value))
    return found


def is_a_table_or_type(value: ast.expr) -> bool:
    """Whether a value is more than a number, a text or a few of them."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "TypeVar":
        return False
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    plain = (ast.Constant, ast.BinOp, ast.UnaryOp)
    return not all(isinstance(each, plain) for each in parts)


def test_a_table_or_a_type_has_one_home() -> None:
    homes = {
        name: [module for module, value in places if is_a_table_or_type(value)]
        for name, places in assigned().items()
    }
    assert {name: each for name, each in homes.items() if len(each) > 1} == {}


def test_no_value_is_written_down_twice_under_one_name() -> None:
    twice = []
    for name, places in assigned().items():
        values = [ast.dump(value) for _, value in places if "TypeVar" not in ast.unparse(value)]
        if len(values) != len(set(values)):
            twice.append((name, [module for module, _ in places]))
    assert twice == []
