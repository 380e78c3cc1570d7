// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { RumItem } from '../api/types';

/**
 * What items tell, whatever their SDK calls it. Attributes keep the names of the SDK: Datadog's have dots, Guance's
 * have none, recorders' own are short. Both SDKs count durations in nanoseconds.
 */
type Attributes = Pick<RumItem, 'attributes'>;

function find({ attributes }: Attributes, names: readonly string[]): unknown {
  for (const name of names) {
    const value = attributes?.[name];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return null;
}

function textOf(item: Attributes, ...names: string[]): string | null {
  const value = find(item, names);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function numberOf(item: Attributes, ...names: string[]): number | null {
  const value = find(item, names);
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function spanOf(item: Attributes, ...names: string[]): number | null {
  const nanoseconds = numberOf(item, ...names);
  return nanoseconds === null ? null : nanoseconds / 1e6;
}

/** A list or an object that stands in an attribute as JSON. */
function structureOf(item: Attributes, ...names: string[]): unknown {
  const value = find(item, names);
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function textsOf(item: Attributes, ...names: string[]): string[] {
  const list = structureOf(item, ...names);
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}

export function pageUrlOf(item: Attributes): string | null {
  return textOf(item, 'view.url', 'view_url', 'href', '$current_url');
}

export interface ViewFacts {
  url: string | null;
  referrer: string | null;
  loadingType: string | null;
  loadingMs: number | null;
  /** From the navigation to each of these. */
  steps: readonly { title: string; ms: number }[];
  vitals: readonly Vital[];
  counts: readonly { title: string; count: number }[];
}

/** A web vital with what is thought of it; the limits are those that web.dev publishes. */
export interface Vital {
  name: string;
  title: string;
  value: number;
  unit: 'ms' | 'score';
  rating: 'good' | 'fair' | 'poor';
  /** The element it is about. */
  target: string | null;
}

export function viewFacts(item: Attributes): ViewFacts {
  return {
    url: pageUrlOf(item),
    referrer: textOf(item, 'view.referrer', 'view_referrer', '$referrer'),
    loadingType: textOf(item, 'view.loading_type', 'view_loading_type'),
    loadingMs: spanOf(item, 'view.loading_time', 'loading_time'),
    steps: present(
      ['First byte', spanOf(item, 'view.first_byte', 'first_byte')],
      ['First paint', spanOf(item, 'first_paint_time')],
      ['DOM interactive', spanOf(item, 'view.dom_interactive', 'dom_interactive')],
      ['DOM content loaded', spanOf(item, 'view.dom_content_loaded', 'dom_content_loaded')],
      ['DOM complete', spanOf(item, 'view.dom_complete', 'dom_complete')],
      ['Load event', spanOf(item, 'view.load_event', 'load_event')],
    )
      .map(([title, ms]) => ({ title, ms }))
      .sort((a, b) => a.ms - b.ms),
    vitals: vitalsOf(item),
    counts: present(
      ['Errors', numberOf(item, 'view.error.count', 'view_error_count')],
      ['Actions', numberOf(item, 'view.action.count', 'view_action_count')],
      ['Resources', numberOf(item, 'view.resource.count', 'view_resource_count')],
      ['Long tasks', numberOf(item, 'view.long_task.count', 'view_long_task_count')],
      ['Frustrations', numberOf(item, 'view.frustration.count', 'frustration_count')],
    ).map(([title, count]) => ({ title, count })),
  };
}

function present(...pairs: [string, number | null][]): [string, number][] {
  return pairs.filter((pair): pair is [string, number] => pair[1] !== null);
}

/** Good up to the first limit, poor above the second. */
const VITALS = [
  {
    name: 'LCP',
    title: 'Largest contentful paint',
    unit: 'ms',
    limits: [2500, 4000],
    value: ['view.largest_contentful_paint', 'largest_contentful_paint'],
    target: ['view.largest_contentful_paint_target_selector', 'largest_contentful_paint_element_selector'],
  },
  {
    name: 'INP',
    title: 'Interaction to next paint',
    unit: 'ms',
    limits: [200, 500],
    value: ['view.interaction_to_next_paint', 'interaction_to_next_paint'],
    target: ['view.interaction_to_next_paint_target_selector', 'interaction_to_next_paint_target_selector'],
  },
  {
    name: 'CLS',
    title: 'Cumulative layout shift',
    unit: 'score',
    limits: [0.1, 0.25],
    value: ['view.cumulative_layout_shift', 'cumulative_layout_shift'],
    target: ['view.cumulative_layout_shift_target_selector', 'cumulative_layout_shift_target_selector'],
  },
  {
    name: 'FCP',
    title: 'First contentful paint',
    unit: 'ms',
    limits: [1800, 3000],
    value: ['view.first_contentful_paint', 'first_contentful_paint'],
    target: [],
  },
  {
    name: 'FID',
    title: 'First input delay',
    unit: 'ms',
    limits: [100, 300],
    value: ['view.first_input_delay', 'first_input_delay'],
    target: ['view.first_input_target_selector', 'first_input_target_selector'],
  },
] as const;

function vitalsOf(item: Attributes): Vital[] {
  return VITALS.flatMap(({ name, title, unit, limits, value: names, target }) => {
    const value = unit === 'ms' ? spanOf(item, ...names) : numberOf(item, ...names);
    if (value === null) return [];
    const rating = value <= limits[0] ? 'good' : value <= limits[1] ? 'fair' : 'poor';
    return [{ name, title, unit, value, rating, target: textOf(item, ...target) }];
  });
}

export interface ErrorFacts {
  message: string;
  type: string | null;
  source: string | null;
  handling: string | null;
  stack: string | null;
}

export function errorFacts(item: Attributes & Pick<RumItem, 'label'>): ErrorFacts {
  return {
    message: textOf(item, 'error.message', 'error_message') ?? item.label ?? 'Error without a message',
    type: textOf(item, 'error.type', 'error_type'),
    source: textOf(item, 'error.source', 'error_source'),
    handling: textOf(item, 'error.handling', 'error_handling'),
    stack: textOf(item, 'error.stack', 'error_stack') ?? (textsOf(item, 'trace').join('\n') || null),
  };
}

/** The name under which an item's own error message can be filtered by, if it has one. */
export function messageAttribute({ attributes }: Attributes): string | null {
  return ['error.message', 'error_message'].find((name) => typeof attributes?.[name] === 'string') ?? null;
}

/** A part of a resource's loading, from its start. */
export interface Phase {
  name: 'Redirect' | 'DNS' | 'Connect' | 'TLS' | 'Waiting' | 'Download';
  startMs: number;
  durationMs: number;
}

export interface ResourceFacts {
  url: string | null;
  method: string | null;
  status: number | null;
  type: string | null;
  bytes: number | null;
  transferBytes: number | null;
  protocol: string | null;
  phases: readonly Phase[];
}

export function resourceFacts(item: Attributes): ResourceFacts {
  return {
    url: textOf(item, 'resource.url', 'resource_url'),
    method: textOf(item, 'resource.method', 'resource_method'),
    status: numberOf(item, 'resource.status_code', 'resource_status'),
    type: textOf(item, 'resource.type', 'resource_type'),
    bytes: numberOf(item, 'resource.size', 'resource_size'),
    transferBytes: numberOf(item, 'resource.transfer_size', 'resource_transfer_size'),
    protocol: textOf(item, 'resource.protocol', 'resource_protocol'),
    phases: PHASES.flatMap(([name, phase]) => phaseOf(item, name, phase)).sort(
      (a, b) => a.startMs - b.startMs,
    ),
  };
}

const PHASES = [
  ['Redirect', 'redirect'],
  ['DNS', 'dns'],
  ['Connect', 'connect'],
  ['TLS', 'ssl'],
  ['Waiting', 'first_byte'],
  ['Download', 'download'],
] as const;

function phaseOf(item: Attributes, name: Phase['name'], phase: string): Phase[] {
  const dotted = { start: `resource.${phase}.start`, duration: `resource.${phase}.duration` };
  const flat = structureOf(item, `resource_${phase}_time`);
  const part = (key: 'start' | 'duration') =>
    spanOf(item, dotted[key]) ?? spanOf({ attributes: asObject(flat) }, key);
  const [startMs, durationMs] = [part('start'), part('duration')];
  return startMs === null || durationMs === null ? [] : [{ name, startMs, durationMs }];
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Whether a status code tells of a failure; 0 is that of a request without an answer. */
export function isFailed(status: number): boolean {
  return status >= 400 || status === 0;
}

export interface ActionFacts {
  name: string | null;
  type: string | null;
  selector: string | null;
  frustrations: readonly string[];
  errors: number | null;
  resources: number | null;
  longTasks: number | null;
}

export function actionFacts(item: Attributes & Pick<RumItem, 'label'>): ActionFacts {
  return {
    name: textOf(item, 'action.target.name', 'action.name', 'action_name') ?? item.label,
    type: textOf(item, 'action.type', 'action_type'),
    selector:
      textOf(item, '_dd.action.target.selector') ??
      textOf({ attributes: asObject(structureOf(item, 'action_target')) }, 'selector'),
    frustrations: textsOf(item, 'action.frustration.type', 'action_frustration_types'),
    errors: numberOf(item, 'action.error.count', 'action_error_count'),
    resources: numberOf(item, 'action.resource.count', 'action_resource_count'),
    longTasks: numberOf(item, 'action.long_task.count', 'action_long_task_count'),
  };
}

/** A script that ran in a long task. */
export interface Script {
  url: string | null;
  functionName: string | null;
  invoker: string | null;
  durationMs: number | null;
}

export interface LongTaskFacts {
  type: string | null;
  blockingMs: number | null;
  scripts: readonly Script[];
}

export function longTaskFacts(item: Attributes & Pick<RumItem, 'label'>): LongTaskFacts {
  const scripts = structureOf(item, 'long_task.scripts', 'scripts');
  return {
    type: textOf(item, 'long_task.entry_type') ?? item.label,
    blockingMs: spanOf(item, 'long_task.blocking_duration', 'blocking_duration'),
    scripts: (Array.isArray(scripts) ? scripts : []).map((script) => {
      const of = { attributes: asObject(script) };
      return {
        url: textOf(of, 'source_url'),
        functionName: textOf(of, 'source_function_name'),
        invoker: textOf(of, 'invoker'),
        durationMs: spanOf(of, 'duration'),
      };
    }),
  };
}
