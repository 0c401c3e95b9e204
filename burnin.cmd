@echo off
rem Finds a JDK, builds Burnin if its sources changed since the last build, and runs the command line.
rem
rem   BURNIN_JAVA_HOME   the JDK to use, before JAVA_HOME and PATH
rem   BURNIN_JAVA_OPTS   more options for the JVM of the command line
rem   BURNIN_SKIP_BUILD  not empty: run what is built, however old
setlocal EnableExtensions DisableDelayedExpansion

set "OLDEST_JDK=21"
set "BURNIN_HOME=%~dp0"
if "%BURNIN_HOME:~-1%"=="\" set "BURNIN_HOME=%BURNIN_HOME:~0,-1%"
set "JAR=%BURNIN_HOME%\src\agent\target\burnin.jar"
set "TARGET=%BURNIN_HOME%\target"

call :find_jdk || exit /b 2
if /i "%~1"=="test" goto test
if /i "%~1"=="format" goto format
if /i "%~1"=="bench" goto bench
if /i "%~1"=="torture" goto torture
if /i "%~1"=="statistics" goto statistics
call :build_if_needed || exit /b
set "JVM_OPTIONS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if /i "%~1"=="agent" set "JVM_OPTIONS=-Xmx64m %JVM_OPTIONS%"
"%JAVA_HOME%\bin\java.exe" %JVM_OPTIONS% %BURNIN_JAVA_OPTS% -jar "%JAR%" %*
exit /b

:test
call :require_maven || exit /b 2
set "BURNIN_SKIP_BUILD=yes"
cd /d "%BURNIN_HOME%"
if "%~2"=="" (
    call mvn -B verify
) else (
    call mvn -B verify "-Dtest=%~2" -Dsurefire.failIfNoSpecifiedTests=false
)
exit /b

:format
call :require_maven || exit /b 2
cd /d "%BURNIN_HOME%"
call mvn -B -q spotless:apply
exit /b

:bench
>&2 echo burnin: the bench compares with grep, which Windows lacks: run it on Linux or macOS
exit /b 2

:torture
>&2 echo burnin: torture kills with -9, which Windows lacks: run it on Linux or macOS
exit /b 2

:statistics
>&2 echo burnin: the statistics need the launcher of Linux or macOS; the figures are the same everywhere
exit /b 2

rem A JDK that somebody named if it is new enough, else the newest in the usual folders.
:find_jdk
set "FOUND="
set "NEWEST=0"
call :consider "%BURNIN_JAVA_HOME%"
if %NEWEST% GEQ %OLDEST_JDK% goto found
call :consider "%JAVA_HOME%"
if %NEWEST% GEQ %OLDEST_JDK% goto found
for %%J in (java.exe) do if not "%%~$PATH:J"=="" for %%B in ("%%~dp$PATH:J..") do call :consider "%%~fB"
if %NEWEST% GEQ %OLDEST_JDK% goto found
for /d %%J in (
    "%ProgramFiles%\Eclipse Adoptium\*"
    "%ProgramFiles%\Java\*"
    "%ProgramFiles%\Microsoft\jdk-*"
    "%ProgramFiles%\Amazon Corretto\*"
    "%ProgramFiles%\Zulu\*"
    "%USERPROFILE%\.jdks\*"
    "%USERPROFILE%\scoop\apps\openjdk*"
) do call :consider "%%~J"
if %NEWEST% GEQ %OLDEST_JDK% goto found
>&2 echo burnin: no JDK %OLDEST_JDK% or newer found. Install one:
>&2 echo   winget install EclipseAdoptium.Temurin.21.JDK
>&2 echo or set BURNIN_JAVA_HOME to the folder of one.
exit /b 1
:found
set "JAVA_HOME=%FOUND%"
exit /b 0

rem Keeps the JDK in folder %1 if it is the newest so far. Its file "release" says JAVA_VERSION="21.0.4".
:consider
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "VERSION=0"
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b "JAVA_VERSION=" "%~1\release"`) do for /f "delims=.-+ " %%M in ("%%~V") do set "VERSION=%%M"
if %VERSION% GTR %NEWEST% (
    set "NEWEST=%VERSION%"
    set "FOUND=%~1"
)
exit /b 0

:require_maven
where /q mvn && exit /b 0
>&2 echo burnin: Maven builds Burnin, and there is no mvn on the PATH: https://maven.apache.org/install.html
exit /b 1

rem Windows lets one process at a time write to the lock; the other tries again until it can.
:build_if_needed
if not "%BURNIN_SKIP_BUILD%"=="" exit /b 0
call :sources_changed || exit /b 0
call :require_maven || exit /b 2
if not exist "%TARGET%" mkdir "%TARGET%"
:take_lock
set "LOCKED="
2>nul (9>"%TARGET%\building" call :build)
if defined LOCKED exit /b %BUILD_STATUS%
echo burnin: waiting for another build
ping -n 3 127.0.0.1 >nul
goto take_lock

:build
set "LOCKED=yes"
set "BUILD_STATUS=0"
call :sources_changed || exit /b 0
echo burnin: building, log in %TARGET%\build.log
copy nul "%TARGET%\built.began" >nul
pushd "%BURNIN_HOME%"
call mvn -B -DskipTests package >"%TARGET%\build.log" 2>&1
if errorlevel 1 set "BUILD_STATUS=1"
popd
if "%BUILD_STATUS%"=="1" (
    findstr /c:"[ERROR]" "%TARGET%\build.log"
    echo burnin: the build failed, see %TARGET%\build.log
    exit /b 0
)
move /y "%TARGET%\built.began" "%TARGET%\built" >nul
exit /b 0

rem Succeeds if something must be built.
:sources_changed
if not exist "%JAR%" exit /b 0
if not exist "%TARGET%\built" exit /b 0
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath ($env:TARGET + '\built')).LastWriteTimeUtc; Set-Location -LiteralPath $env:BURNIN_HOME; $newer = Get-ChildItem -Recurse -Path pom.xml, .mvn, src\*\pom.xml, src\*\src\main, deploy\demo\pom.xml, deploy\demo\src\main | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1; if ($newer) { exit 0 } else { exit 1 }"
exit /b
