/* A browser that cannot run the page shows one sentence instead of nothing. Written for browsers of any age. */
window.addEventListener('load', () => {
  var sentence = document.getElementById('unsupported')
  if (sentence) sentence.removeAttribute('hidden')
})
