// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import './styles/base.css';
import { fetchFacts } from './replay/facts';
import { readRoute } from './routes';
import { UnknownPage } from './ui/UnknownPage';

const root = document.getElementById('app')!;
const route = readRoute(new URL(location.href));

// Each page is a document of its own, with what it needs and no more: the player is most of the code.
switch (route.page) {
  case 'explorer': {
    const [{ ExplorerPage }, { SESSIONS, itemsOf }] = await Promise.all([
      import('./explorer/ExplorerPage'),
      import('./explorer/lists'),
    ]);
    if (route.kind === 'sessions') render(<ExplorerPage shown={SESSIONS} />, root);
    else render(<ExplorerPage shown={itemsOf(route.kind)} />, root);
    break;
  }
  case 'session': {
    const { SessionPage } = await import('./details/SessionPage');
    render(<SessionPage route={route} />, root);
    break;
  }
  case 'item': {
    const { ItemPage } = await import('./details/ItemPage');
    render(<ItemPage route={route} />, root);
    break;
  }
  case 'replay': {
    // Asked for while the player comes. Whether it fails is looked at by the page.
    const facts = fetchFacts(route.place);
    facts.catch(() => {});
    const { ReplayPage } = await import('./replay/ReplayPage');
    render(<ReplayPage route={route} facts={facts} />, root);
    break;
  }
  case 'health': {
    const { HealthPage } = await import('./health/HealthPage');
    render(<HealthPage />, root);
    break;
  }
  case 'unknown':
    render(<UnknownPage />, root);
    break;
}
