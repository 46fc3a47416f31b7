// The life of an image with npm's xmlrpc, see tests/clients. Reads {"dialect", "url", "user", "key", "expired", "picture"}.
const { readFileSync } = require('node:fs');
const { promisify } = require('node:util');
const xmlrpc = require('xmlrpc');

const given = JSON.parse(readFileSync(0, 'utf8'));

const live = async () => {
  const client = xmlrpc.createClient({ url: given.url });
  const invoke = promisify(client.methodCall.bind(client));
  const login = (user, key) => invoke('login', [user, key]);
  const call = (session, method, ...values) => invoke('call', [session, `product_media.${method}`, values]);
  const text = (value) => (Array.isArray(value) ? value : String(value ?? ''));
  const image = (value) => Object.fromEntries(Object.entries(value).map(([name, each]) => [name, text(each)]));
  const fault = async (failing) => {
    try {
      await failing;
    } catch (error) {
      if (error.faultCode === undefined) throw error;
      return [String(error.faultCode), error.faultString];
    }
  };

  let session = await login(given.user, given.key);
  const picture = { content: given.picture, mime: 'image/png', name: 'photo' };
  const data = { file: picture, label: 'Front & back', types: ['image', 'thumbnail'] };
  const file = await call(session, 'create', 'Sku', data);
  const second = await call(session, 'create', 'Sku', { file: picture });
  await call(session, 'update', 'Sku', file, { label: 'Vorne' }, 'german');
  await call(session, 'update', 'Sku', second, { types: ['thumbnail'], position: 7 });
  const life = {
    files: [file, second],
    list: (await call(session, 'list', 'Sku')).map(image),
    german: image(await call(session, 'info', 'Sku', file, 'german')),
    store: String(await call(session, 'currentStore', 'german')),
    types: (await call(session, 'types', '4')).map((type) => type.code),
    faults: {
      login: await fault(login(given.user, 'wrong')),
      product: await fault(call(session, 'list', 'nope')),
      store: await fault(call(session, 'list', 'Sku', 'nostore')),
      data: await fault(call(session, 'create', 'Sku', { file: { ...picture, mime: 'image/bmp' } })),
      image: await fault(call(session, 'info', 'Sku', '/nope.png')),
      gallery: await fault(call(session, 'list', 'plain')),
      expired: await fault(call(given.expired, 'list', 'Sku')),
    },
    removed: await call(session, 'remove', 'Sku', second),
  };
  await invoke('endSession', [session]);
  life.faults.ended = await fault(call(session, 'list', 'Sku'));
  session = await login(given.user, given.key);
  life.left = (await call(session, 'list', 'Sku')).map((each) => each.file);
  return life;
};

live().then(
  (life) => console.log(JSON.stringify(life)),
  (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
