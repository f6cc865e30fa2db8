@echo off
rem emulator.cmd [unit^|demo] [FOLDER]   as emulator.ps1, which says what it does and how it ends
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0emulator.ps1" %*
exit /b %ERRORLEVEL%
