// The menu of narrow windows, and the search. The index is a script, which is loaded when it is first needed, because a
// page that was opened from a disk must not fetch files.
(function () {
  'use strict';
  var root = document.currentScript.dataset.root;
  document.documentElement.classList.add('scripted');

  var loading = null;
  function index() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = root + 'assets/index.js';
      script.onload = function () {
        resolve(window.searchIndex.map(function (entry) {
          return { link: entry[0], page: entry[1], heading: entry[2], text: entry[3],
            lowPage: entry[1].toLowerCase(), lowHeading: entry[2].toLowerCase(), lowText: entry[3].toLowerCase() };
        }));
      };
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return loading;
  }

  // Where a word begins in a text; -1 if it begins nowhere, so that 'race' does not find 'trace'.
  function begin(text, word) {
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) return at;
    }
    return -1;
  }

  function points(text, word, exact, part) {
    var at = begin(text, word);
    if (at < 0) return 0;
    if (text === word) return exact * 2;
    var end = text[at + word.length];
    return end === undefined || !/[\p{L}\p{N}]/u.test(end) ? exact : part;
  }

  function scoreOf(entry, words) {
    var score = 0;
    for (var i = 0; i < words.length; i++) {
      var word = words[i];
      var here = points(entry.lowHeading, word, 60, 35) + points(entry.lowPage, word, entry.heading ? 20 : 70,
        entry.heading ? 10 : 40) + points(entry.lowText, word, 8, 4);
      if (here === 0) {
        // In the middle of a name, as 'timeout' in 'bufferTimeout'.
        here = (entry.lowHeading + ' ' + entry.lowPage + ' ' + entry.lowText).indexOf(word) >= 0 ? 2 : 0;
      }
      if (here === 0) return 0;
      score += here;
    }
    // Changes and reports name everything; what explains it comes first.
    return /^(CHANGELOG|bench\/)/.test(entry.link) ? score / 3 : score;
  }

  function find(entries, query, most) {
    var words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    return entries
      .map(function (entry) { return { entry: entry, score: scoreOf(entry, words) }; })
      .filter(function (hit) { return hit.score > 0; })
      .sort(function (a, b) { return b.score - a.score; })
      .slice(0, most)
      .map(function (hit) { return { entry: hit.entry, words: words }; });
  }

  function snippet(hit, length) {
    var at = -1;
    hit.words.forEach(function (word) {
      if (at < 0) at = begin(hit.entry.lowText, word);
    });
    if (at < 0) at = Math.max(0, hit.entry.lowText.indexOf(hit.words[0]));
    var start = at < 60 ? 0 : hit.entry.text.lastIndexOf(' ', at - 40) + 1;
    var end = start + length;
    return (start > 0 ? '… ' : '') + hit.entry.text.slice(start, end) + (end < hit.entry.text.length ? ' …' : '');
  }

  function marked(parent, text, words) {
    var pattern = new RegExp('(' + words.map(function (word) {
      return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }).join('|') + ')', 'i');
    text.split(pattern).forEach(function (part, i) {
      var node = i % 2 ? document.createElement('mark') : document.createTextNode(part);
      if (i % 2) node.textContent = part;
      parent.appendChild(node);
    });
  }

  function linkTo(hit) {
    var link = document.createElement('a');
    link.href = root + hit.entry.link;
    var name = document.createElement('b');
    name.textContent = hit.entry.heading || hit.entry.page;
    link.appendChild(name);
    if (hit.entry.heading) link.appendChild(document.createTextNode(' · ' + hit.entry.page));
    return link;
  }

  function suggest(input, list) {
    var chosen = -1;
    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }
    function choose(next) {
      var items = list.children;
      if (!items.length) return;
      chosen = (next + items.length) % items.length;
      for (var i = 0; i < items.length; i++) items[i].setAttribute('aria-selected', String(i === chosen));
      input.setAttribute('aria-activedescendant', items[chosen].id);
      items[chosen].scrollIntoView({ block: 'nearest' });
    }
    function show() {
      var query = input.value;
      index().then(function (entries) {
        if (query !== input.value) return;
        list.textContent = '';
        find(entries, query, 8).forEach(function (hit, i) {
          var item = document.createElement('li');
          item.id = 'site-suggestion-' + i;
          item.setAttribute('role', 'option');
          var link = linkTo(hit);
          link.tabIndex = -1;
          var small = document.createElement('small');
          marked(small, snippet(hit, 110), hit.words);
          link.appendChild(small);
          item.appendChild(link);
          list.appendChild(item);
        });
        chosen = -1;
        list.hidden = !list.children.length;
        input.setAttribute('aria-expanded', String(!list.hidden));
      });
    }
    input.addEventListener('focus', index);
    input.addEventListener('input', show);
    input.addEventListener('keydown', function (event) {
      if (event.key === 'ArrowDown' && !list.hidden) { event.preventDefault(); choose(chosen + 1); }
      else if (event.key === 'ArrowUp' && !list.hidden) { event.preventDefault(); choose(chosen < 0 ? -1 : chosen - 1); }
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && chosen >= 0) {
        event.preventDefault();
        list.children[chosen].firstChild.click();
        close();
      }
    });
    document.addEventListener('click', function (event) {
      if (!event.target.closest('.search')) close();
    });
    document.addEventListener('keydown', function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
      }
    });
  }

  function results(input) {
    var list = document.getElementById('site-results');
    if (!list) return;
    var query = new URLSearchParams(location.search).get('q') || '';
    input.value = query;
    if (!query.trim()) {
      document.getElementById('site-found').textContent = 'Type what you look for into the field above.';
      return;
    }
    index().then(function (entries) {
      var hits = find(entries, query, 60);
      document.getElementById('site-found').textContent =
        hits.length ? (hits.length === 60 ? 'The best 60' : hits.length) + ' for “' + query + '”'
          : 'Nothing was found for “' + query + '”.';
      hits.forEach(function (hit) {
        var item = document.createElement('li');
        item.appendChild(linkTo(hit));
        var text = document.createElement('p');
        marked(text, snippet(hit, 240), hit.words);
        item.appendChild(text);
        list.appendChild(item);
      });
    });
  }

  // Marks, in the list of the page's contents, the section that is being read.
  function follow(contents) {
    var links = Array.prototype.slice.call(contents.querySelectorAll('a'));
    var heads = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
    function mark() {
      var here = 0;
      heads.forEach(function (head, i) { if (head.getBoundingClientRect().top < 120) here = i; });
      links.forEach(function (link, i) { link.classList.toggle('here', i === here); });
    }
    document.addEventListener('scroll', mark, { passive: true });
    mark();
  }

  document.addEventListener('DOMContentLoaded', function () {
    var input = document.querySelector('.search input');
    suggest(input, document.getElementById('site-suggestions'));
    results(input);
    var menu = document.querySelector('.menu');
    var navigation = document.getElementById('site-navigation');
    menu.addEventListener('click', function () {
      var open = navigation.classList.toggle('open');
      menu.setAttribute('aria-expanded', String(open));
      if (open) window.scrollTo(0, 0);
    });
    var here = navigation.querySelector('[aria-current]');
    if (here && here.offsetTop > navigation.clientHeight - 60) navigation.scrollTop = here.offsetTop - 120;
    var contents = document.querySelector('.contents');
    if (contents) follow(contents);
  });
})();
