// SPDX-License-Identifier: MIT
// One event stream for all tabs: a browser opens six connections to a host at most, so a stream in
// every tab would leave the seventh tab with none. A tab says "bye" when it goes, "close" at
// sign-out.

export {}; // a module of its own

const tabs = new Set<MessagePort>();
let stream: EventSource | null = null;

function tell(message: string): void {
  for (const tab of tabs) tab.postMessage(message);
}

function open(): void {
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource("/events");
  stream.onmessage = (event) => tell(event.data as string);
}

function close(): void {
  stream?.close();
  stream = null;
}

(self as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = (event) => {
  const tab = event.ports[0];
  if (!tab) return;
  tabs.add(tab);
  tab.onmessage = (message) => {
    if (message.data === "bye") tabs.delete(tab);
    if (message.data === "close" || tabs.size === 0) close();
  };
  tab.start();
  open();
};
