-- 鞍山审议意见：每一条意见包含几项措施。
SELECT
  item_no,
  CASE
    WHEN item_no = 1 THEN '意见一'
    WHEN item_no = 2 THEN '意见二'
    WHEN item_no = 3 THEN '意见三'
    WHEN item_no = 4 THEN '意见四'
    WHEN item_no = 5 THEN '意见五'
  END AS opinion,
  heading,
  COUNT(*) AS n
FROM opinion_items
WHERE kind = '建议'
GROUP BY item_no, heading
ORDER BY item_no
