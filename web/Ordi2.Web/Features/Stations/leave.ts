// A station is left to the next person when nobody typed or chose anything since the page came. What was typed stays until it is sent.
let isTouched = false;
document.addEventListener('input', () => {
  isTouched = true;
});

setTimeout(() => {
  if (!isTouched) {
    location.assign('/station');
  }
}, Number(document.body.dataset.leaveAfter) * 1000);
