// A browser cuts what is pasted beyond a field's limit, and says nothing. Without the limit the server refuses it in words.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("input[maxlength], textarea[maxlength]")) target.removeAttribute("maxlength");
});
// Wagtail's calendar makes now of a day that it can't read, and says nothing. Left as typed, the server refuses it in words.
if (window.jQuery?.fn.datetimepicker) window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
