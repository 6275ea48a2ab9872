# Builds from source: a binary that Homebrew builds is not quarantined.
class Manicule < Formula
  desc "Reader of article collections for the terminal, with search and notes"
  homepage "https://github.com/manicule/manicule"
  url "https://github.com/manicule/manicule/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000" # of that archive
  license "MIT"
  head "https://github.com/manicule/manicule.git", branch: "main"

  depends_on "go" => :build

  def install
    system "go", "build", *std_go_args(ldflags: "-s -w"), "./cmd/manicule"
    generate_completions_from_executable(bin/"manicule", "completion")
    (man1/"manicule.1").write Utils.safe_popen_read(bin/"manicule", "man")
    pkgshare.install "articles"
  end

  test do
    (testpath/"a.md").write "# Tide\n\nThe water comes twice a day.\n"
    assert_match "twice a day", shell_output("#{bin}/manicule search -C #{testpath} tide")
  end
end
