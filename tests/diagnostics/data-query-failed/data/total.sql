SELECT nosuch FROM staff
