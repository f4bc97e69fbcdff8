@"%~dp0..\backstep-console.exe" %*
