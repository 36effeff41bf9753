SELECT district
FORM staff
