// A browser cuts what is pasted beyond a field's limit, and says nothing. Without the limit the server refuses it in words.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("input[maxlength], textarea[maxlength]")) target.removeAttribute("maxlength");
});
