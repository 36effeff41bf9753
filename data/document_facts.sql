-- 每份文件登记了多少条数量事实。
SELECT
  CASE
    WHEN doc_id = 'anshan' THEN '审议意见'
    WHEN doc_id = 'mps' THEN '三年行动计划'
    WHEN doc_id = 'putian' THEN '莆田建设意见'
    WHEN doc_id = 'pingliang' THEN '工作会议讲话'
    WHEN doc_id = 'shenyang' THEN '沈阳进展稿'
  END AS document,
  doc_id,
  COUNT(*) AS n
FROM facts
GROUP BY doc_id
ORDER BY n DESC, doc_id
