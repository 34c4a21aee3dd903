-- Of these sections the ones that the brief does not have. Volatile for the same reason as section_restrictions: inside
-- a statement that has waited for the brief's lock it sees a section that was taken out meanwhile as gone.
CREATE FUNCTION missing_sections(brief uuid, touched text[]) RETURNS SETOF text
LANGUAGE sql VOLATILE ROWS 1 AS $$
  SELECT t FROM unnest(touched) AS t
  WHERE NOT EXISTS (SELECT 1 FROM "BriefSection" s WHERE s."briefId" = brief AND s.key = t)
$$;
