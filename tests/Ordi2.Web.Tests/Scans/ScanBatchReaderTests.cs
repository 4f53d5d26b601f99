using System.Text;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Http;

namespace Ordi2.Web.Tests.Scans;

public class ScanBatchReaderTests
{
    private const string Id = "0199d0a2-7c1e-7b51-9a53-0d3f1a2b4c5d";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_scan_is_read_whatever_the_order_of_its_fields()
    {
        var scan = One($$"""{"data":{"route":"REUSE","defects":["écran"]},"occurredAt":"2026-11-21T10:59:00+01:00","siteId":"quai","step":"triage","code":"H4T9CXB","scanId":"{{Id}}"}""");

        Assert.Null(scan.Refused);
        Assert.Equal(Guid.Parse(Id), scan.ScanId);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 59, 0, TimeSpan.Zero), scan.OccurredAt);
        Assert.Equal("quai", scan.Site?.Text);
        var triage = Assert.IsType<Triage>(scan.Command);
        Assert.Equal(Route.Reuse, triage.Route);
        Assert.Equal("écran", Assert.Single(triage.Defects));
    }

    [Theory]
    [InlineData("", "body", "not-json")]
    [InlineData("nonsense", "body", "not-json")]
    [InlineData("[]", "body", "field-not-object")]
    [InlineData("null", "body", "field-not-object")]
    [InlineData("{}", "deviceId", "field-missing")]
    [InlineData("""{"deviceId":"d"}""", "scans", "field-missing")]
    [InlineData("""{"deviceId":"d","scans":[]}""", "scans", "field-count")]
    [InlineData("""{"deviceId":"d","scans":{}}""", "scans", "field-not-list")]
    [InlineData("""{"deviceId":"d","scans":null}""", "scans", "field-not-list")]
    [InlineData("""{"deviceId":7,"scans":[]}""", "deviceId", "field-not-text")]
    [InlineData("""{"deviceId":null,"scans":[]}""", "deviceId", "field-not-text")]
    [InlineData("""{"deviceId":"","scans":[]}""", "deviceId", "field-length")]
    [InlineData("""{"deviceId":"a\u0000b","scans":[]}""", "deviceId", "field-bad-characters")]
    [InlineData("""{"deviceId":"a\ud800b","scans":[]}""", "deviceId", "field-bad-characters")]
    [InlineData("""{"deviceId":"machine/H4T9CXB","scans":[]}""", "deviceId", "field-wrong")]
    [InlineData("""{"deviceId":"delivery/BL-7","scans":[]}""", "deviceId", "field-wrong")]
    [InlineData("""{"deviceId":"clock","scans":[]}""", "deviceId", "field-wrong")]
    [InlineData("""{"deviceId":"documents","scans":[]}""", "deviceId", "field-wrong")]
    [InlineData("""{"deviceId":"public","scans":[]}""", "deviceId", "field-wrong")]
    [InlineData("""{"deviceId":"d","deviceId":"e","scans":[]}""", "deviceId", "field-twice")]
    [InlineData("""{"deviceId":"d","extra":1,"scans":[]}""", "extra", "field-unknown")]
    [InlineData("""{"deviceId":"d","scans":[7]}""", "scans[0]", "field-not-object")]
    [InlineData("""{"deviceId":"d","scans":[{}]}""", "scans[0].scanId", "field-missing")]
    [InlineData("""{"deviceId":"d","scans":[{"scanId":"7"}]}""", "scans[0].scanId", "field-not-uuid")]
    [InlineData("""{"deviceId":"d","scans":[{"scanId":"00000000-0000-0000-0000-000000000000"}]}""", "scans[0].scanId", "field-not-uuid")]
    [InlineData("""{"deviceId":"d","scans":[{"scanId":{"a":[1,2]}}]}""", "scans[0].scanId", "field-not-uuid")]
    [InlineData("""{"deviceId":"d","scans":[{"scanId":"0199d0a2-7c1e-7b51-9a53-0d3f1a2b4c5d"}],}""", "body", "not-json")]
    [InlineData("""{"deviceId":"d","scans":[{"scanId":"0199d0a2-7c1e-7b51-9a53-0d3f1a2b4c5d"}]} x""", "body", "not-json")]
    [InlineData("""{"deviceId":"d","scans":[{"scanId":"0199d0a2-7c1e-7b51-9a53-0d3f1a2b4c5d"}""", "body", "not-json")]
    public void A_malformed_batch_names_the_field(string body, string field, string code)
    {
        Assert.Null(ScanBatchReader.Read(Encoding.UTF8.GetBytes(body), new(Now), out var error));
        Assert.Equal((field, code), (error?.Name, error?.Why.Code));
    }

    [Fact]
    public void Five_hundred_scans_are_a_batch_and_one_more_is_not()
    {
        Assert.Equal(500, Read(Batch(500), out _)?.Scans.Count);
        Assert.Null(Read(Batch(501), out var error));
        Assert.Equal(("scans", "field-count"), (error?.Name, error?.Why.Code));

        static string Batch(int count) =>
            $$"""{"deviceId":"d","scans":[{{string.Join(',', Enumerable.Range(0, count).Select(_ => $$"""{"scanId":"{{Guid.NewGuid()}}","code":"H4T9CXB","step":"inventory-check","occurredAt":"2026-11-21T10:00:00Z"}"""))}}]}""";
    }

    [Theory]
    [InlineData("""{"scanId":"ID"}""", "field-missing")]
    [InlineData("""{"scanId":"ID","step":"triage","occurredAt":"2026-11-21T10:00:00Z"}""", "field-missing")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","occurredAt":"2026-11-21T10:00:00Z"}""", "field-missing")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"triage"}""", "field-missing")]
    [InlineData("""{"scanId":"ID","code":7,"step":"inventory-check","occurredAt":"2026-11-21T10:00:00Z"}""", "field-not-text")]
    [InlineData("""{"scanId":"ID","code":{"a":[1]},"step":"inventory-check","occurredAt":"2026-11-21T10:00:00Z"}""", "field-not-text")]
    [InlineData("""{"scanId":"ID","code":"   ","step":"inventory-check","occurredAt":"2026-11-21T10:00:00Z"}""", "field-length")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"dance","occurredAt":"2026-11-21T10:00:00Z"}""", "unknown-step")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"inventory-check","occurredAt":"yesterday"}""", "field-not-moment")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"inventory-check","occurredAt":"2026-11-21"}""", "field-not-moment")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"inventory-check","occurredAt":"2026-11-21T10:00:00"}""", "field-not-moment")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"inventory-check","occurredAt":1795255200}""", "field-not-moment")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"inventory-check","occurredAt":"2026-11-21T10:05:01Z"}""", "in-the-future")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"inventory-check","occurredAt":"1970-01-01T00:00:00Z"}""", "clock-not-set")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"triage","occurredAt":"2026-11-21T10:00:00Z","data":{"route":"MOON"}}""", "field-wrong")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"triage","occurredAt":"2026-11-21T10:00:00Z","data":{"route":"REUSE","sauce":1}}""", "field-wrong")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"triage","occurredAt":"2026-11-21T10:00:00Z","data":{"route":"REUSE","defects":["keys",null]}}""", "field-wrong")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"triage","occurredAt":"2026-11-21T10:00:00Z"}""", "field-wrong")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"triage","occurredAt":"2026-11-21T10:00:00Z","data":[]}""", "field-wrong")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"triage","occurredAt":"2026-11-21T10:00:00Z","data":{"route":"REUSE","criteriaVersion":"a\u0000"}}""", "field-bad-characters")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"triage","occurredAt":"2026-11-21T10:00:00Z","data":{"route":"REUSE","criteriaVersion":"a\\\u0000"}}""", "field-bad-characters")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"triage","occurredAt":"2026-11-21T10:00:00Z","data":{"route":"MOON","criteriaVersion":"a\\u0000"}}""", "field-wrong")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","step":"inventory-check","occurredAt":"2026-11-21T10:00:00Z","colour":"red"}""", "field-unknown")]
    [InlineData("""{"scanId":"ID","code":"H4T9CXB","code":"B7N2KDR","step":"inventory-check","occurredAt":"2026-11-21T10:00:00Z"}""", "field-twice")]
    public void A_bad_scan_is_refused_alone(string scan, string code)
    {
        var bad = scan.Replace("ID", Id, StringComparison.Ordinal);
        var good = """{"scanId":"0199d0a2-7c1e-7b51-9a53-0d3f1a2b4c5e","code":"H4T9CXB","step":"inventory-check","occurredAt":"2026-11-21T10:04:59Z","data":null}""";

        var batch = Read($$"""{"scans":[{{bad}},{{good}}],"deviceId":"d"}""", out _);

        Assert.Equal(code, batch?.Scans[0].Refused?.Code);
        Assert.Null(batch?.Scans[1].Refused);
        Assert.IsType<InventoryCheck>(batch?.Scans[1].Command);
    }

    /// <summary>A telephone goes three hours ahead and says so: its scan happened ten minutes before it came. Another was set right before it sent: nothing happens after it was sent.</summary>
    [Theory]
    [InlineData("11:00:00", "10:00:00", "10:00:00", null)]
    [InlineData("09:30:00", "09:00:00", "09:30:00", null)]
    [InlineData("10:00:59", "10:00:00", "10:00:59", null)]
    [InlineData("11:00:00", "11:00:01", "09:59:59", null)]
    [InlineData("12:50:00", "13:00:00", "09:50:00", null)]
    [InlineData("06:50:00", "07:00:00", "09:50:00", null)]
    [InlineData("10:04:00", "10:00:30", "10:00:00", null)]
    [InlineData("11:00:00", null, "11:00:00", "in-the-future")]
    public void When_a_scan_happened_is_set_right_by_the_clock_that_is_measured_with_it(string occurred, string? sent, string taken, string? refused)
    {
        var body = $$"""{"deviceId":"d","scans":[{"scanId":"{{Id}}","code":"H4T9CXB","step":"inventory-check","occurredAt":"2026-11-21T{{occurred}}Z"}]}""";
        var arrival = new Arrival(Now, sent is null ? null : At(sent));

        var scan = Assert.Single(ScanBatchReader.Read(Encoding.UTF8.GetBytes(body), arrival, out _)!.Scans);

        Assert.Equal((At(taken), refused), (scan.OccurredAt, scan.Refused?.Code));

        static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-21T{time}Z", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What was counted without network is set right by the clock that is measured with the request.</summary>
    [Theory]
    [InlineData("09:00:00", "10:00:30", "09:00:00")]
    [InlineData("12:50:00", "13:00:00", "09:50:00")]
    [InlineData("06:50:00", "07:00:00", "09:50:00")]
    [InlineData("11:00:00", "09:58:00", "10:00:00")]
    [InlineData("13:00:30", "13:00:00", "10:00:00")]
    [InlineData("09:30:00", null, "09:30:00")]
    public void A_moment_of_a_clock_that_is_off_is_set_right_by_as_much_and_nothing_happens_after_it_came(string occurred, string? sent, string right)
    {
        Assert.Equal(At(right), new Arrival(Now, sent is null ? null : At(sent)).SetRight(At(occurred)));

        static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-21T{time}Z", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "2026-11-21T12:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")]
    [InlineData("2026-11-21T10:00:00Z", "9999-12-31T23:59:59Z")]
    public void Whatever_moments_a_device_says_its_scan_is_answered(string occurred, string sent)
    {
        static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(new Arrival(Now, At(sent)).SetRight(At(occurred)) <= Now);
    }

    private static SentScan One(string scan) =>
        Assert.Single(Read($$"""{"deviceId":"d","scans":[{{scan}}]}""", out _)?.Scans ?? throw new InvalidOperationException("The batch was not read."));

    private static ScanBatch? Read(string body, out FieldError? error) => ScanBatchReader.Read(Encoding.UTF8.GetBytes(body), new(Now), out error);
}
