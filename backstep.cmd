@echo off
rem Starts Backstep with the arguments given; builds it first when it is missing or older than its sources.
setlocal
set "BACKSTEP_HOME=%~dp0"
set "BACKSTEP_HOME=%BACKSTEP_HOME:~0,-1%"
powershell -NoLogo -NoProfile -ExecutionPolicy Bypass -File "%BACKSTEP_HOME%\packaging\build-if-stale.ps1" "%BACKSTEP_HOME%"
if errorlevel 1 exit /b 1
set /p BACKSTEP_JAVA=<"%BACKSTEP_HOME%\target\launch.jdk"
"%BACKSTEP_JAVA%" "@%BACKSTEP_HOME%\target\launch.args" %*
exit /b %ERRORLEVEL%
