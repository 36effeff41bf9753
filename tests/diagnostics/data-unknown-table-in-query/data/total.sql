SELECT district
FROM stafff
