// For browsers without ES modules, which run this and nothing else: shows the readable page. Plain old JavaScript.
document.documentElement.className += ' failed';
var fallback = document.getElementById('fallback');
var item = document.createElement('li');
item.appendChild(document.createTextNode(
  'This browser is too old for Deltarule. Please open this page in a current Firefox, Chrome, Edge or Safari.'));
fallback.getElementsByTagName('ul')[0].appendChild(item);
fallback.removeAttribute('hidden');
