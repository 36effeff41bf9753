-- 三年行动计划的数量要求。
SELECT metric, subject, raw_value, strength, period, deadline, unit_status, quote, note, fact_id
FROM facts
WHERE doc_id = 'mps'
ORDER BY fact_id
