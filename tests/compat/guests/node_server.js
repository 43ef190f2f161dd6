// An HTTP server that asks a worker thread for each answer. With "self" it is its own client and ends.
'use strict';
const http = require('http');
const { Worker } = require('worker_threads');

const worker = new Worker(
  "const { parentPort } = require('worker_threads');" +
  "parentPort.on('message', (n) => parentPort.postMessage(n * 2));",
  { eval: true });

function double(n) {
  return new Promise((resolve) => { worker.once('message', resolve); worker.postMessage(n); });
}

const server = http.createServer(async (request, response) => {
  response.setHeader('Connection', 'close');
  response.end(`double ${await double(21)}\n`);
});

function get(port) {
  return new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1' }, (response) => {
      let text = '';
      response.on('data', (part) => { text += part; });
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  if (process.argv[2] !== 'self') { console.log(`port ${port}`); return; }
  for (let n = 0; n < 3; n += 1) process.stdout.write(await get(port));
  server.close();
  await worker.terminate();
  console.log('closed');
});
