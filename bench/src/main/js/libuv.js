#!/usr/bin/env node
'use strict';

// Servers and works of the report on Node.js, whose loop is libuv's. One thread, as a program of Node.js has.
//
//   libuv.js echo PORT | chat PORT | file PORT PATH     servers on 127.0.0.1; each prints "listening"
//   libuv.js sleep_many | timer_churn | fs PATH         works; each prints a line with ns_per_op=
//
// WARM and MEASURE in the environment are the seconds of a work.

const fs = require('fs');
const net = require('net');
const readline = require('readline');

const CHUNK = 64 * 1024;
const BACKLOG = 16384;

/** A member of a chat with more bytes than these to receive misses lines. */
const MOST_UNSENT = 4096 * 64;

function serve(port, handler) {
  const server = net.createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    handler(socket);
  });
  server.listen({ port, host: '127.0.0.1', backlog: BACKLOG }, () => console.log(`listening on ${port}`));
}

function echo(socket) {
  socket.pipe(socket);
}

const members = new Set();

/** Passes on whole lines, as many at once as have come together. */
function chat(socket) {
  let rest = Buffer.alloc(0);
  members.add(socket);
  socket.on('close', () => members.delete(socket));
  socket.on('data', (bytes) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const end = all.lastIndexOf(10) + 1;
    rest = all.subarray(end);
    if (end > 0) {
      const lines = all.subarray(0, end);
      for (const member of members) {
        if (member.writableLength < MOST_UNSENT) {
          member.write(lines);
        }
      }
    }
  });
}

function file(path) {
  return (socket) => {
    fs.createReadStream(path, { highWaterMark: CHUNK }).pipe(socket);
  };
}

async function measure(name, operations, work) {
  const repeat = async (seconds) => {
    const all = [];
    const start = process.hrtime.bigint();
    let now = start;
    do {
      const before = now;
      await work();
      now = process.hrtime.bigint();
      all.push(Number(now - before) / operations);
    } while (Number(now - start) < seconds * 1e9);
    return all.sort((a, b) => a - b);
  };
  await repeat(Number(process.env.WARM || 3));
  const all = await repeat(Number(process.env.MEASURE || 3));
  const median = all[Math.floor(all.length / 2)].toFixed(1);
  console.log(`${name} workers=1 ns_per_op=${median} best_ns_per_op=${all[0].toFixed(1)} rounds=${all.length}`);
}

function sleepMany() {
  const sleeps = [];
  for (let i = 0; i < 10000; i++) {
    sleeps.push(new Promise((resolve) => setTimeout(resolve, 1 + (i % 10))));
  }
  return Promise.all(sleeps);
}

/** Arms a far timeout, goes on behind what is ready, and cancels it. */
async function timerChurn() {
  for (let i = 0; i < 100000; i++) {
    const timeout = setTimeout(() => {}, 60000);
    await null;
    clearTimeout(timeout);
  }
}

async function readChunks(path) {
  const opened = await fs.promises.open(path);
  const buffer = Buffer.alloc(CHUNK);
  for (;;) {
    const { bytesRead } = await opened.read(buffer, 0, CHUNK, null);
    if (bytesRead === 0) {
      return opened.close();
    }
  }
}

async function readLines(path) {
  let characters = 0;
  for await (const line of readline.createInterface({ input: fs.createReadStream(path, { highWaterMark: CHUNK }) })) {
    characters += line.length;
  }
  return characters;
}

async function main([work, first, second]) {
  switch (work) {
    case 'echo':
      return serve(Number(first), echo);
    case 'chat':
      return serve(Number(first), chat);
    case 'file':
      return serve(Number(first), file(second));
    case 'sleep_many':
      return measure('sleep_many millis=1..10', 10000, sleepMany);
    case 'timer_churn':
      return measure('timer_churn', 100000, timerChurn);
    case 'fs': {
      const size = fs.statSync(first).size;
      await measure(`fs_read_chunks bytes=${size} op=KiB`, size / 1024, () => readChunks(first));
      return measure(`fs_lines bytes=${size} op=KiB`, size / 1024, () => readLines(first));
    }
    default:
      console.error('usage: libuv.js echo PORT | chat PORT | file PORT PATH | sleep_many | timer_churn | fs PATH');
      process.exitCode = 2;
  }
}

main(process.argv.slice(2)).catch((failure) => {
  console.error(failure.message);
  process.exitCode = 1;
});
