SELECT district, posts FROM staff
