// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import { record } from '../api/shape';
import { sessionSummary, timeline } from '../api/types';
import { withEachToldOnce } from '../replay/markers';
import { blocksOf, readBlock } from './blocks';
import { ExportView } from './ExportView';
import '../styles/base.css';
import '../styles/replay.css';

const facts = record({ session: sessionSummary, timeline });

async function open(): Promise<void> {
  const about = facts(JSON.parse(await readBlock(blocksOf(document, 'facts')[0]!)), 'file');
  render(
    <ExportView
      summary={about.session}
      timeline={withEachToldOnce(about.timeline)}
      events={blocksOf(document, 'events')}
    />,
    document.getElementById('app')!,
  );
}

void open();
