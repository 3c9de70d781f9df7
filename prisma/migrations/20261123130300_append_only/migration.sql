-- What was frozen, signed, logged or recorded is never changed: not by a bug, not by an operator's
-- slip. Removing these triggers is a schema change that leaves a trace in the migrations.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$;

DO $$
DECLARE
  target text;
BEGIN
  FOREACH target IN ARRAY ARRAY[
    'release', 'release_view', 'release_contributor', 'release_evidence', 'statement', 'sign_off',
    'log_leaf', 'log_checkpoint', 'audit_event', 'audit_link', 'contribution', 'finding_entry',
    'evidence_access'
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      target || '_append_only', target);
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      target || '_no_truncate', target);
  END LOOP;
END $$;

-- The update log may lose rows to compaction, never have one changed.
CREATE TRIGGER case_update_no_change BEFORE UPDATE ON case_update
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
