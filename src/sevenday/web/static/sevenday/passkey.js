// The buttons of passkeys can be pressed once allauth's script listens to them.
// It comes after account/js/onload.js, so that its listener is called after that one's.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.disabled = false
    button.removeAttribute("aria-disabled")
  }
})
