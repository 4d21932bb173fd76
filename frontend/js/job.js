// A job's page follows its progress by server-sent events and loads itself anew when the job has ended.
export function follow(box) {
  const events = new EventSource(box.dataset.job);
  const part = name => box.querySelector('[data-' + name + ']');
  events.addEventListener('message', message => {
    const job = JSON.parse(message.data);
    part('step').textContent = job.step || '';
    part('count').textContent = job.total ? job.done.toLocaleString('en') + ' / ' + job.total.toLocaleString('en') : '';
    if (job.total) part('progress').value = job.percent;
    if (job.ended) {
      events.close();
      location.reload();
    }
  });
}
