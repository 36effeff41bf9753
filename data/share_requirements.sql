-- 各文件对派出所警力占比的要求，以及一处已载的实际水平。
SELECT
  CASE
    WHEN fact_id = 'F001' THEN '莆田建设意见（各县区）'
    WHEN fact_id = 'F008' THEN '三年行动计划（市县公安机关）'
    WHEN fact_id = 'F010' THEN '三年行动计划（市辖区分局，鼓励）'
    WHEN fact_id = 'F013' THEN '工作会议讲话（全市，单位推定）'
    WHEN fact_id = 'F015' THEN '沈阳进展稿（全市，实际）'
  END AS requirement,
  value,
  kind,
  strength,
  raw_value,
  fact_id
FROM facts
WHERE fact_id IN ('F001', 'F008', 'F010', 'F013', 'F015')
ORDER BY value DESC, fact_id
