'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { mkdtemp, readFile, rm } = require('node:fs/promises');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

class FakeMagento {
  #process;

  constructor({ url, wsdl_v1, wsdl_v2, xmlrpc, user, key }, process) {
    Object.assign(this, { url, wsdlV1: wsdl_v1, wsdlV2: wsdl_v2, xmlrpc, user, key });
    this.#process = process;
  }

  async stop() {
    if (this.#process && this.#process.exitCode === null) {
      this.#process.kill();
      await once(this.#process, 'exit');
    }
  }

  reset() {
    return this.control('POST', 'reset');
  }

  state() {
    return this.control('GET', 'state');
  }

  setState(state) {
    return this.control('PUT', 'state', state);
  }

  add(kind, what) {
    return this.control('POST', kind, what);
  }

  calls(which = {}) {
    return this.control('GET', `calls?${new URLSearchParams(which)}`);
  }

  trouble(trouble) {
    return this.control('POST', 'trouble', trouble);
  }

  problems() {
    return this.control('GET', 'problems');
  }

  async control(method, path, body) {
    const answer = await fetch(`${this.url}/__fake__/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`fake-magento refuses ${method} ${path}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  async assertCalled(of, times) {
    const { length } = await this.calls({ of });
    if (times === undefined ? length === 0 : length !== times) {
      throw new Error(await this.#withCalls(`${of}: ${length} calls, not ${times ?? 'at least 1'}`));
    }
  }

  async assertClean() {
    const problems = await this.problems();
    if (problems.length > 0) throw new Error(await this.#withCalls(problems.join('\n')));
  }

  async #withCalls(message) {
    const told = (call, index) =>
      `\n  ${index + 1}. ${call.dialect} ${call.path ?? call.operation}${JSON.stringify(call.arguments)} -> ${call.outcome}`;
    return message + (await this.calls()).map(told).join('');
  }
}

async function start(...options) {
  const { env } = process;
  if (env.FAKE_MAGENTO_URL) {
    return new FakeMagento({
      url: env.FAKE_MAGENTO_URL,
      wsdl_v1: env.FAKE_MAGENTO_WSDL_V1,
      wsdl_v2: env.FAKE_MAGENTO_WSDL_V2,
      xmlrpc: env.FAKE_MAGENTO_XMLRPC,
      user: env.FAKE_MAGENTO_USER,
      key: env.FAKE_MAGENTO_KEY,
    });
  }
  const folder = await mkdtemp(join(tmpdir(), 'fake-magento-'));
  try {
    return await serve(join(folder, 'address.json'), options);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function serve(file, options) {
  const words = ['serve', '--port', '0', '--quiet', '--address-file', file, ...options];
  const server = spawn('fake-magento', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  let ended = false;
  server.stderr.on('data', (data) => (said += data));
  server.once('error', (error) => ((said = error.message), (ended = true)));
  server.once('close', () => (ended = true));
  process.once('exit', () => server.kill());
  for (;;) {
    const told = await readFile(file, 'utf8').catch(() => '');
    if (told) {
      server.unref();
      server.stderr.unref();
      return new FakeMagento(JSON.parse(told), server);
    }
    if (ended) throw new Error(`fake-magento has not started: ${said}`);
    await sleep(20);
  }
}

module.exports = { start };
