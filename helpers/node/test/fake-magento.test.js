'use strict';

const assert = require('node:assert/strict');
const { after, before, beforeEach, test } = require('node:test');
const { start } = require('..');

let fake;
before(async () => (fake = await start('--flavour', 'openmage-19')));
after(() => fake.stop());
beforeEach(() => fake.reset());

/** What the shop answers to a call over XML-RPC with texts, or lists of them. */
async function call(method, ...values) {
  const value = (each) =>
    `<value>${Array.isArray(each) ? `<array><data>${each.map(value).join('')}</data></array>` : each}</value>`;
  const params = values.map((each) => `<param>${value(each)}</param>`).join('');
  const body = `<methodCall><methodName>${method}</methodName><params>${params}</params></methodCall>`;
  return (await fetch(fake.xmlrpc, { method: 'POST', headers: { 'Content-Type': 'text/xml' }, body })).text();
}

async function login() {
  return /<string>(\w+)<\/string>/.exec(await call('login', fake.user, fake.key))[1];
}

for (const time of ['first', 'second']) {
  test(`each test has a fresh shop: the ${time} time`, async () => {
    assert.deepEqual(await fake.calls(), []);
    assert.deepEqual(await fake.problems(), []);
    assert.deepEqual((await fake.state()).products, []);
    await fake.add('products', { sku: 'mug' });
    await fake.trouble({ status: 500 });
    assert.equal((await fake.state()).products[0].sku, 'mug');
    assert.equal((await fake.problems()).length, 1);
  });
}

test('state, calls and trouble', async () => {
  await fake.setState({ products: [{ sku: 'red' }, { sku: 'blue' }] });
  await fake.trouble({ on: 'product_media.list', fault: 101, message: 'not now' });
  const session = await login();
  assert.match(await call('call', session, 'product_media.list', ['red']), /not now/);
  assert.doesNotMatch(await call('call', session, 'product_media.list', ['blue']), /fault/);
  assert.equal((await fake.calls({ of: 'product_media.list', product: 'blue' })).length, 1);
  await fake.assertCalled('product_media.list');
  await fake.assertCalled('product_media.list', 2);
  await fake.assertCalled('product_media.create', 0);
  await fake.assertClean();
});

test('failures show the calls', async () => {
  await call('call', await login(), 'product_media.list', ['nope']);
  const line =
    '  2. xmlrpc catalog_product_attribute_media.list{"productId":"nope","store":null,"identifierType":null}' +
    ' -> fault 101: Product not exists.';
  const checks = [
    () => fake.assertClean(),
    () => fake.assertCalled('product.info'),
    () => fake.assertCalled('product_media.list', 2),
  ];
  for (const check of checks) {
    await assert.rejects(check, (error) => error.message.includes(line));
  }
});

test('refusals are told in the words of the fake', async () => {
  await assert.rejects(fake.add('products', { name: 'without SKU' }), /refuses POST products: {"error"/);
});

test('one of its own is another one, and stops', { skip: Boolean(process.env.FAKE_MAGENTO_URL) }, async () => {
  const other = await start();
  assert.notEqual(other.url, fake.url);
  await other.stop();
  await assert.rejects(other.state());
  await assert.rejects(start('--flavour', 'nonsense'), /fake-magento has not started: [^]*nonsense/);
});
