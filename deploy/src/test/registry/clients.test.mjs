// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

// Reads records as others' consumers would. RECORDS is a file of {"topic", "value" in base64} a line; REGISTRY has
// their schemas.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { test } from 'node:test';
import { AvroDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

// The registry has been seen to leave the next request on a kept connection without an answer.
http.globalAgent = new http.Agent({ keepAlive: false });

const host = process.env.REGISTRY;
const records = readFileSync(process.env.RECORDS, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .map(({ topic, value }) => ({ topic, value: Buffer.from(value, 'base64') }));

const kafkajs = new SchemaRegistry({ host });
const confluent = new AvroDeserializer(new SchemaRegistryClient({ baseURLs: [host] }), SerdeType.VALUE, {});

for (const topic of new Set(records.map((record) => record.topic))) {
  const values = records.filter((record) => record.topic === topic).map(({ value }) => value);

  test(`${topic}: @kafkajs/confluent-schema-registry reads ${values.length} records, and would write the same`, async () => {
    for (const value of values) {
      const read = await kafkajs.decode(value);
      assert.ok(value.equals(await kafkajs.encode(value.readInt32BE(1), read)));
    }
  });

  test(`${topic}: @confluentinc/schemaregistry reads the same of them`, async () => {
    for (const value of values) {
      assert.deepEqual(
        fieldsOf(await confluent.deserialize(topic, value)),
        fieldsOf(await kafkajs.decode(value)),
      );
    }
  });
}

/** Without the classes that each client makes for records. */
function fieldsOf(record) {
  return JSON.parse(JSON.stringify(record));
}
