using Ordi2.Ledger.Testing;
using Ordi2.Scanner.Station;

namespace Ordi2.Scanner.Tests.Station;

public class StationFileTests
{
    private static readonly StationState State = new() { Server = new("https://o2.example"), Device = "station-1", Token = "secret", Current = "awa", Operators = { ["awa"] = new("awa-secret") } };

    [Fact]
    public void A_file_that_is_damaged_says_what_to_do_and_loses_no_scan()
    {
        var file = new StationFile(TestFolder.Make("station").FullName);
        File.WriteAllText(file.FilePath, "{ \"server\": ");

        Assert.Contains("Inscrivez ce poste de nouveau", Assert.Throws<StationException>(() => file.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_enrolled_says_how_to_enrol_it() =>
        Assert.Contains("Ordi2.Scanner enrol", Assert.Throws<StationException>(() => new StationFile(TestFolder.Make("station").FullName).Required()).Message, StringComparison.Ordinal);

    [Fact]
    public void Nobody_else_may_read_the_tokens_not_even_where_somebody_gave_them_the_right()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = new StationFile(Path.Combine(TestFolder.Make("station").FullName, "deeper"));
        file.Write(State);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.FilePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file.FilePath)!));

        File.SetUnixFileMode(file.FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Equal("secret", new StationFile(Path.GetDirectoryName(file.FilePath)!).Read()!.Token);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.FilePath));
    }

    [Fact]
    public void A_sign_in_that_another_program_wrote_is_seen()
    {
        var folder = TestFolder.Make("station").FullName;
        var (mine, theirs) = (new StationFile(folder), new StationFile(folder));
        mine.Write(State);
        Assert.Equal("awa-secret", mine.Of(State.Origin!));

        theirs.Write(State with { Operators = new(StringComparer.Ordinal) { ["awa"] = new("another-secret") } });

        Assert.Equal("another-secret", mine.Of(State.Origin!));
        Assert.Null(mine.Of(State.Origin! with { Server = "https://other.example" }));
    }

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData("nonsense", null, null, false)]
    [InlineData("ftp://o2.example/?code=ABCDE", null, null, false)]
    [InlineData("https://o2.example/station/enrol", null, null, false)]
    [InlineData(null, "https://o2.example", "ABCDE", true)]
    public void An_enrolment_without_a_server_or_a_code_is_refused(string? address, string? server, string? code, bool hasToken) =>
        Assert.Throws<StationException>(() => EnrolCommand.Understand(address, server, code, hasToken));

    [Theory]
    [InlineData("https://o2.example/station/enrol?code=ABCDE-FGHJK", null, null)]
    [InlineData(null, "https://o2.example/", "ABCDE-FGHJK")]
    public void The_address_of_an_enrolment_holds_all_that_is_needed(string? address, string? server, string? code) =>
        Assert.Equal((new Uri("https://o2.example/"), "ABCDE-FGHJK"), EnrolCommand.Understand(address, server, code, hasToken: false));

    [Theory]
    [InlineData("nonsense", null, null)]
    [InlineData(null, "nonsense", null)]
    [InlineData(null, "triage", "{")]
    [InlineData(null, "triage", "[]")]
    [InlineData(null, "triage", "{\"route\":\"NOWHERE\"}")]
    [InlineData("inventory", "triage", "{\"route\":\"REUSE\"}")]
    [InlineData(null, null, "{}")]
    public void A_step_that_there_is_not_or_whose_fields_do_not_fit_is_refused_before_anything_is_scanned(string? mode, string? step, string? data) =>
        Assert.Throws<StationException>(() => StationCommand.ModeOf(mode, step, data));
}
