; Makes an installer for Windows, for one person: no administrator is needed. Not yet tried.
;
; After `python resources\packaging\build.py`:
;   iscc /DVersion=1.2.3 resources\packaging\glassnet.iss
; The version is that of app\version.py.

#ifndef Version
  #error Say /DVersion=...
#endif

[Setup]
AppId=io.github.glassnet.Glassnet
AppName=Glassnet
AppVersion={#Version}
AppPublisher=Glassnet
AppPublisherURL=https://glassnet.github.io/
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\Glassnet
DisableProgramGroupPage=yes
DisableDirPage=auto
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
Compression=lzma2
SolidCompression=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\icons\glassnet.ico
UninstallDisplayIcon={app}\glassnet-window.exe
SourceDir=.
OutputDir=..\..\dist
OutputBaseFilename=glassnet-{#Version}-windows-x86_64

[Tasks]
Name: desktop; Description: "Put Glassnet on the desktop"

[InstallDelete]
; What an earlier version had and this one has not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\glassnet\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{userprograms}\Glassnet"; Filename: "{app}\glassnet-window.exe"; Comment: "Watch a small neural network learn, step by step"
Name: "{userdesktop}\Glassnet"; Filename: "{app}\glassnet-window.exe"; Tasks: desktop; Comment: "Watch a small neural network learn, step by step"

[Registry]
Root: HKCU; Subkey: "Software\Classes\.glassnet"; ValueType: string; ValueData: "Glassnet.Session"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\.glassnet"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-glassnet+json"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\Glassnet.Session"; ValueType: string; ValueData: "Glassnet session"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Glassnet.Session\DefaultIcon"; ValueType: string; ValueData: "{app}\glassnet-window.exe,0"
Root: HKCU; Subkey: "Software\Classes\Glassnet.Session\shell\open\command"; ValueType: string; ValueData: """{app}\glassnet-window.exe"" ""%1"""

[Run]
Filename: "{app}\glassnet-window.exe"; Description: "Open Glassnet"; Flags: nowait postinstall skipifsilent
