-- The sections of a brief in which not everybody who writes may write: those in quarantine, and those given to
-- somebody, with a row for each owner. Volatile on purpose: inside a statement that has waited for the brief's lock
-- it sees what was committed meanwhile, where the statement itself still sees what was there when it began.
CREATE FUNCTION section_restrictions(brief uuid)
RETURNS TABLE (section text, "isQuarantined" boolean, owner uuid, role "Role")
LANGUAGE sql VOLATILE ROWS 4 AS $$
  SELECT s.key, s.fault IS NOT NULL, o."userId", o.role
  FROM "BriefSection" s LEFT JOIN "SectionOwner" o ON o."briefId" = s."briefId" AND o."sectionKey" = s.key
  WHERE s."briefId" = brief AND (s.fault IS NOT NULL OR o.id IS NOT NULL)
$$;
