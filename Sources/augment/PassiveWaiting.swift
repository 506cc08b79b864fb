internal import Glibc

/// Makes the threads of OpenMP, which XGBoost brings along, sleep while they wait.
///
/// By default they spin, which starves the other threads of a busy machine: a job of one second has taken sixteen. The
/// library reads its variable when it is loaded, before `main`, so the program sets it and starts itself once more.
enum PassiveWaiting {
  private static let variable = "OMP_WAIT_POLICY"

  static func ensure() {
    guard getenv(variable) == nil, setenv(variable, "passive", 1) == 0 else { return }
    // Where /proc is missing this returns, and the threads spin.
    execv("/proc/self/exe", CommandLine.unsafeArgv)
  }
}
