// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { AppHeader } from './AppHeader';
import { Message } from './Message';

export function UnknownPage() {
  return (
    <div class="page">
      <AppHeader />
      <main>
        <h1 class="visually-hidden">Unknown page</h1>
        <Message title="There is no such page">
          <p>The address may be mistyped.</p>
          <a class="button primary" href="/sessions">
            All sessions
          </a>
        </Message>
      </main>
    </div>
  );
}
