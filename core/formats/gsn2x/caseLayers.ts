import * as z from 'zod';
import { MODULE_KINDS, type CaseModule } from '@/core/argument/document';

/** Layers of the `module` block that carry what gsn2x has no field for (without `casewright-`). */
export const CASE_LAYERS = {
  /** Title of the case. */
  caseTitle: 'case-title',
  /** Name of the top element, empty for none; absent when the reader finds it by itself. */
  root: 'root',
  /** Title and kind of the module. */
  title: 'title',
  kind: 'kind',
  /** Name of the module that contains it. */
  within: 'within',
  /** "false" when the case has no record of its own module. */
  declared: 'declared',
  /** The other modules of the case, whose elements are in the same file. */
  modules: 'modules',
  /** Interfaces with names of their own. */
  interfaces: 'interfaces',
  /** Annotations of the module that have the name of a field. */
  annotations: 'annotations',
} as const;

export const modulesLayer: z.ZodType<Omit<CaseModule, 'id'>[]> = z.array(
  z.strictObject({
    name: z.string(),
    kind: z.enum(MODULE_KINDS),
    within: z.string().default(''),
    title: z.string(),
    description: z.string(),
    annotations: z.record(z.string(), z.string()),
  }),
);

/** An interface of a module (GSN 1:4.6.2); its elements are named as the file names them. */
const interfaceLayer = z.strictObject({
  module: z.string(),
  name: z.string(),
  description: z.string(),
  elements: z.array(z.string()),
  aliases: z.array(z.tuple([z.string(), z.string()])).optional(),
});
export type InterfaceLayer = z.infer<typeof interfaceLayer>;
export const interfacesLayer = z.array(interfaceLayer);

/** A choice over branches (GSN 1:3.2.2), which are named as the file names them. */
export const choiceLayer = z.strictObject({
  min: z.int().min(0),
  label: z.string().min(1).optional(),
  of: z.array(z.string()),
  optional: z.array(z.string()),
  supportingOnly: z.array(z.string()),
});
