//! The `gongbao` command.

fn main() -> std::process::ExitCode {
    gongbao::cli::main()
}
