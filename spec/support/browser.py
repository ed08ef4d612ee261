"""Chromium, driven through ChromeDriver: what a person types and clicks.

    with Browser(width, height) as page: page.open(url); page.type('#search', 'ssh')
"""
import base64
import json
import re
import shutil
import subprocess
import tempfile
import urllib.request

FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
         '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync', '--hide-scrollbars']
ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
KEYS = {'Enter': '\ue007', 'Escape': '\ue00c', 'ArrowLeft': '\ue012',
        'ArrowUp': '\ue013', 'ArrowRight': '\ue014', 'ArrowDown': '\ue015',
        'Home': '\ue011', 'End': '\ue010', 'Tab': '\ue004', 'Space': ' ',
        'Backspace': '\ue003'}


class Browser:
    def __init__(self, width=1280, height=900, dark=False, scripts=True):
        self.folder = tempfile.mkdtemp()
        flags = FLAGS + ['--user-data-dir=' + self.folder,
                         '--window-size=%d,%d' % (width, height)]
        if dark:
            flags.append('--blink-settings=preferredColorScheme=0')
        options = {'args': flags}
        if not scripts:
            options['prefs'] = {'profile.managed_default_content_settings.javascript': 2}
        self.driver = subprocess.Popen(['chromedriver', '--port=0'], text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            self.base = 'http://127.0.0.1:%s' % self.port_of_driver()
            answer = self.call('POST', '/session', {'capabilities': {'alwaysMatch': {
                'browserName': 'chrome', 'goog:chromeOptions': options}}})
            self.base += '/session/' + answer['sessionId']
        except Exception:
            self.__exit__()
            raise

    def port_of_driver(self):
        for line in self.driver.stdout:
            found = re.search(r'successfully on port (\d+)', line)
            if found:
                return found.group(1)
        raise RuntimeError('chromedriver does not start')

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)['value']
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)['value']['message']) from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call('DELETE', '')
        except (AttributeError, OSError, RuntimeError):
            pass
        self.driver.terminate()
        self.driver.wait()
        self.driver.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, url):
        self.call('POST', '/url', {'url': 'about:blank'})
        self.call('POST', '/url', {'url': url})

    def run(self, script, *arguments):
        return self.call('POST', '/execute/sync', {'script': script, 'args': list(arguments)})

    def wait(self, script, *arguments):
        """The value that the script hands to its last argument, a function."""
        return self.call('POST', '/execute/async', {'script': script, 'args': list(arguments)})

    def settle(self):
        """Wait until what was typed is shown."""
        self.wait('const done = arguments[0];'
                  'requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))')

    def element(self, selector):
        found = self.call('POST', '/element', {'using': 'css selector', 'value': selector})
        return '/element/' + found[ELEMENT]

    def type(self, selector, *texts):
        for text in texts:
            self.call('POST', self.element(selector) + '/value', {'text': KEYS.get(text, text)})
        self.settle()

    def press(self, *keys):
        """Keys where the focus is."""
        actions = []
        for key in keys:
            value = KEYS.get(key, key)
            actions += [{'type': 'keyDown', 'value': value}, {'type': 'keyUp', 'value': value}]
        self.call('POST', '/actions', {'actions': [{'type': 'key', 'id': 'keys',
                                                    'actions': actions}]})
        self.settle()

    def click(self, selector):
        self.call('POST', self.element(selector) + '/click', {})
        self.settle()

    def click_at(self, x, y):
        self.call('POST', '/actions', {'actions': [{
            'type': 'pointer', 'id': 'mouse', 'parameters': {'pointerType': 'mouse'},
            'actions': [{'type': 'pointerMove', 'x': int(x), 'y': int(y)},
                        {'type': 'pointerDown', 'button': 0},
                        {'type': 'pointerUp', 'button': 0}]}]})
        self.settle()

    def picture(self, path):
        with open(path, 'wb') as f:
            f.write(base64.b64decode(self.call('GET', '/screenshot')))

    def print(self, path, **options):
        with open(path, 'wb') as f:
            f.write(base64.b64decode(self.call('POST', '/print', options)))
