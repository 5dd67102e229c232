; UNTESTED: no Windows was at hand. The installer for Windows, for Inno Setup 6.3 or newer, after packaging/build.py:
;
;     iscc /DVersion=0.1.0 packaging\windows\itag-desktop.iss
;
; It installs for one user, without an administrator, unless it is started with /ALLUSERS. Chinese needs the translation
; ChineseSimplified.isl beside Inno Setup's own ones; it is not part of every release of it.

#ifndef Version
  #error Give the version: iscc /DVersion=0.1.0 packaging\windows\itag-desktop.iss
#endif
#define Root "..\.."

[Setup]
AppId={{68879796-6B78-4022-B7D6-522F6F3B0D12}
AppName=iTAG Desktop
AppVersion={#Version}
AppVerName=iTAG Desktop {#Version}
AppPublisher=The iTAG Desktop maintainers
DefaultDirName={autopf}\iTAG Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Root}\LICENSE
SetupIconFile={#Root}\build\bundle\icons\app.ico
UninstallDisplayIcon={app}\itag-desktop-window.exe
OutputDir={#Root}\dist
OutputBaseFilename=itag-desktop-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
#if FileExists(AddBackslash(CompilerPath) + "Languages\ChineseSimplified.isl")
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
#endif

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; An older version's files must not be found by the new one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\itag-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\iTAG Desktop"; Filename: "{app}\itag-desktop-window.exe"
Name: "{autodesktop}\iTAG Desktop"; Filename: "{app}\itag-desktop-window.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\itag-desktop-window.exe"; Description: "{cm:LaunchProgram,iTAG Desktop}"; Flags: nowait postinstall skipifsilent
