// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Checks of what the service answers, at the place where it enters: a shape turns unknown JSON into a typed value
 * or throws a {@link ShapeError} that names the field. Fields that a shape does not know are left out, so that a
 * newer service may add some.
 */
export type Shape<T> = (value: unknown, path: string) => T;
export type Of<S> = S extends Shape<infer T> ? T : never;

/** An answer that is not what the contract says; the message names the field, never its content. */
export class ShapeError extends Error {
  constructor(path: string, expected: string) {
    super(`The service's answer is not understood: ${path} is not ${expected}.`);
    this.name = 'ShapeError';
  }
}

export const text: Shape<string> = (value, path) => {
  if (typeof value !== 'string') throw new ShapeError(path, 'a text');
  return value;
};

export const number: Shape<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ShapeError(path, 'a number');
  return value;
};

export const flag: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new ShapeError(path, 'true or false');
  return value;
};

export const anything: Shape<unknown> = (value) => value;

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => (value === null || value === undefined ? null : shape(value, path));
}

export function list<T>(item: Shape<T>): Shape<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ShapeError(path, 'a list');
    return value.map((element, index) => item(element, `${path}[${index}]`));
  };
}

export function oneOf<const T extends string>(...words: T[]): Shape<T> {
  return (value, path) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw new ShapeError(path, `one of ${words.join(', ')}`);
    return word;
  };
}

export function dictionary<T>(item: Shape<T>): Shape<Record<string, T>> {
  return (value, path) => {
    const entries = Object.entries(plainObject(value, path));
    return Object.fromEntries(entries.map(([key, element]) => [key, item(element, `${path}.${key}`)]));
  };
}

export function record<F extends Record<string, Shape<unknown>>>(
  fields: F,
): Shape<{ [K in keyof F]: Of<F[K]> }> {
  const shapes = Object.entries(fields);
  return (value, path) => {
    const object = plainObject(value, path);
    return Object.fromEntries(shapes.map(([key, shape]) => [key, shape(object[key], `${path}.${key}`)])) as {
      [K in keyof F]: Of<F[K]>;
    };
  };
}

function plainObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ShapeError(path, 'an object');
  return value as Record<string, unknown>;
}
