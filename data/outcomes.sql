-- 原文载明的实际值。目标、标准和基数不是实际值，留空：文件没有报告结果的，不推算、不补数。
SELECT
  fact_id,
  doc_id,
  metric,
  subject,
  unit,
  CASE WHEN kind = '实际' THEN value ELSE NULL END AS actual
FROM facts
ORDER BY fact_id
