// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import './styles/base.css';
import { fetchFacts } from './replay/facts';
import { readRoute } from './routes';
import { SessionsPage } from './sessions/SessionsPage';
import { UnknownPage } from './ui/UnknownPage';

const root = document.getElementById('app')!;
const route = readRoute(new URL(location.href));

switch (route.page) {
  case 'sessions':
    render(<SessionsPage />, root);
    break;
  case 'replay': {
    // Asked for while the player comes. Whether it fails is looked at by the page.
    const facts = fetchFacts(route);
    facts.catch(() => {});
    // The player is most of the code; the list does without it.
    const { ReplayPage } = await import('./replay/ReplayPage');
    render(<ReplayPage route={route} facts={facts} />, root);
    break;
  }
  case 'unknown':
    render(<UnknownPage />, root);
    break;
}
