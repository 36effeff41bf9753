SELECT district FROM staff
