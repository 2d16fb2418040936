//! Rows of the table, and what goes into them.

use std::time::Duration;

pub fn head() {
    println!("| what | measured | must reach |\n|---|---|---|");
}

pub fn row(what: &str, measured: &str, limit: &str) {
    println!("| {what} | {measured} | {limit} |");
}

pub fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// Of many times the one that a share of them does not pass.
pub fn at(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share).round() as usize]
}

/// Of many times the middle one and the hundredth part's.
pub fn spread(mut times: Vec<Duration>) -> String {
    let middle = at(&mut times, 0.5);
    format!("{} (p99 {})", ms(middle), ms(at(&mut times, 0.99)))
}

/// A line of `/proc/PID/status`, in MiB.
pub fn memory(process: &str, field: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}

/// Processor time of this process so far, all threads.
pub fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks: u64 = [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
