class McpOktaSupport < Formula
  desc "Okta support engineer for language models, over the Model Context Protocol"
  homepage "https://github.com/{{repository}}"
  version "{{version}}"
  license "MIT"

  on_macos do
    on_arm do
      url "{{url Darwin_arm64}}"
      sha256 "{{sha256 Darwin_arm64}}"
    end
    on_intel do
      url "{{url Darwin_x86_64}}"
      sha256 "{{sha256 Darwin_x86_64}}"
    end
  end

  on_linux do
    on_arm do
      url "{{url Linux_arm64}}"
      sha256 "{{sha256 Linux_arm64}}"
    end
    on_intel do
      url "{{url Linux_x86_64}}"
      sha256 "{{sha256 Linux_x86_64}}"
    end
  end

  def install
    bin.install "mcp-okta-support"
    generate_completions_from_executable(bin/"mcp-okta-support", "completions")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/mcp-okta-support --version")
    assert_match "LOCKED_OUT", shell_output("#{bin}/mcp-okta-support --demo call get_user_details user=jane.moreno@harbor.example")
  end
end
