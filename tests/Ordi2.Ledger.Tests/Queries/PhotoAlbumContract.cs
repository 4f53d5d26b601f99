using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Photos;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Photos;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqlitePhotoAlbumTests : PhotoAlbumContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresPhotoAlbumTests : PhotoAlbumContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>The photos of the machines, in the same database as the ledger.</summary>
public abstract class PhotoAlbumContract : IAsyncLifetime
{
    private static readonly byte[] Content = "x"u8.ToArray();

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private PhotoAlbum Album => Test.Services.GetRequiredService<PhotoAlbum>();

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task A_photo_is_kept_once_for_each_machine_that_it_shows_and_read_as_it_came()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        var photo = Samples.Photo("a");

        Assert.Equal(PhotoAdded.Kept, await Album.AddAsync("m1", photo, content, RoomFor(2)));
        Assert.Equal(PhotoAdded.Kept, await Album.AddAsync("m1", photo with { At = photo.At.AddHours(1), Organisation = "o2" }, content, RoomFor(2)));
        Assert.Equal(PhotoAdded.Kept, await Album.AddAsync("m2", photo, content, RoomFor(2)));

        Assert.Equal([photo], (await Album.ListAsync("m1")).AsEnumerable());
        Assert.Equal("image/jpeg", (await Album.ReadAsync("m2", "a"))!.Value.MediaType);
        Assert.Equal(content, (await Album.ReadAsync("m2", "a"))!.Value.Content);
        Assert.Null(await Album.ReadAsync("m3", "a"));
        Assert.Null(await Album.ReadAsync("m1", "b"));
        Assert.Empty(await Album.ListAsync("m3"));
    }

    [Fact]
    public async Task No_organisation_takes_the_room_of_another_or_of_the_public()
    {
        Assert.Equal(PhotoAdded.Kept, await AddAsync("a"));
        Assert.Equal(PhotoAdded.Kept, await AddAsync("b"));
        Assert.Equal(PhotoAdded.TooMany, await AddAsync("c"));
        Assert.Equal(PhotoAdded.Kept, await AddAsync("b"));
        Assert.Equal(PhotoAdded.Kept, await AddAsync("d", "o2"));
        Assert.Equal(PhotoAdded.Kept, await AddAsync("e", organisation: null));
        Assert.Equal(PhotoAdded.Kept, await AddAsync("f", organisation: null));
        Assert.Equal(PhotoAdded.TooMany, await AddAsync("g", organisation: null));

        Assert.Equal(["a", "b", "d", "e", "f"], (await Album.ListAsync("m1")).Select(photo => photo.Id));

        // What a machine may not have is not kept for nobody.
        Assert.Equal(["a", "b", "d", "e", "f"], await IdsAsync());
    }

    [Fact]
    public async Task The_room_that_was_filled_is_there_again_after_the_period()
    {
        await AddAsync("a");
        await AddAsync("b");

        Assert.Equal(PhotoAdded.TooMany, await AddAsync("c", at: Samples.Noon.AddDays(29)));
        Assert.Equal(PhotoAdded.Kept, await AddAsync("c", at: Samples.Noon.AddDays(31)));
    }

    [Fact]
    public async Task Of_photos_that_come_at_once_no_more_are_kept_than_there_is_room_for()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AddAsync($"p{i}")));

        Assert.Equal(2, added.Count(one => one is PhotoAdded.Kept));
        Assert.Equal(2, (await Album.ListAsync("m1")).Length);
    }

    [Fact]
    public async Task A_photo_is_one_of_the_machine_when_the_report_is_there_that_it_came_with_and_not_before()
    {
        Assert.Equal(PhotoAdded.Kept, await ReportAsync("a", "incident/found-1"));

        Assert.Empty(await Album.ListAsync("m1"));
        Assert.Null(await Album.ReadAsync("m1", "a"));
        Assert.True(await Album.CameWithReportAsync("m1", "a"));
        Assert.False(await Album.CameWithReportAsync("m2", "a"));

        await HappensAsync("incident/found-1");
        var photo = Assert.Single(await Album.ListAsync("m1"));
        Assert.Equal(("a", null, null), (photo.Id, photo.Organisation, photo.Person));
        Assert.Equal(Content, (await Album.ReadAsync("m1", "a"))!.Value.Content);
    }

    [Fact]
    public async Task A_photo_goes_with_the_report_that_was_corrected_whichever_of_the_two_comes_to_be()
    {
        await ReportAsync("a", "incident/found-1");
        Assert.True(await Album.AddAgainAsync("m1", "a", "incident/found-2", Samples.Noon));
        Assert.False(await Album.AddAgainAsync("m2", "a", "incident/found-3", Samples.Noon));

        await HappensAsync("incident/found-1");
        Assert.Single(await Album.ListAsync("m1"));
        await HappensAsync("incident/found-2");
        Assert.Single(await Album.ListAsync("m1"));
        Assert.Empty(await Album.ListAsync("m2"));
    }

    [Fact]
    public async Task Reports_that_never_came_to_be_take_no_room_and_leave_nothing_after_a_day()
    {
        Assert.Equal(PhotoAdded.Kept, await ReportAsync("a", "incident/found-1"));
        Assert.Equal(PhotoAdded.Kept, await ReportAsync("b", "incident/found-2"));
        Assert.Equal(PhotoAdded.TooMany, await ReportAsync("c", "incident/found-3"));

        Assert.Equal(PhotoAdded.Kept, await ReportAsync("d", "incident/found-4", Samples.Noon.AddDays(2)));
        await HappensAsync("incident/found-4");
        Assert.Equal(["d"], await IdsAsync());
        Assert.Equal(["d"], (await Album.ListAsync("m1")).Select(photo => photo.Id));
        Assert.Equal(PhotoAdded.Kept, await ReportAsync("e", "incident/found-5", Samples.Noon.AddDays(2)));
        await HappensAsync("incident/found-5");
        Assert.Equal(PhotoAdded.TooMany, await ReportAsync("f", "incident/found-6", Samples.Noon.AddDays(3)));
    }

    [Fact]
    public async Task What_is_taken_away_is_gone_from_one_machine_and_stays_with_the_others_and_the_fact_stays()
    {
        await AddAsync("a");
        await AddAsync("a", machine: "m2");

        Assert.True(await WithdrawAsync("a", PhotoWithdrawalReason.NotThisMachine));
        Assert.False(await WithdrawAsync("a", PhotoWithdrawalReason.NotThisMachine));

        Assert.Empty(await Album.ListAsync("m1"));
        Assert.Null(await Album.ReadAsync("m1", "a"));
        Assert.NotNull(await Album.ReadAsync("m2", "a"));
        Assert.Equal([new("a", Samples.Noon.ToStored(), PhotoWithdrawalReason.NotThisMachine, "o1", "p1")], (await Album.WithdrawnAsync("m1")).AsEnumerable());
        Assert.Empty(await Album.WithdrawnAsync("m2"));
        Assert.Equal(PhotoAdded.Withdrawn, await AddAsync("a"));
        Assert.Equal(PhotoAdded.Kept, await AddAsync("b"));

        var entry = Assert.Single((await Test.Services.GetRequiredService<IAuditLog>().ListAsync(new() { What = "photo-withdrawn" })).Entries);
        Assert.Equal(("NOT_THIS_MACHINE", "p1", "machine/m1 photo/a"), (entry.Code, entry.Actor, entry.About));
    }

    [Fact]
    public async Task What_shows_a_person_is_gone_everywhere_and_no_machine_takes_it_back()
    {
        await AddAsync("a");
        await AddAsync("a", "o2", "m2");
        await ReportAsync("a", "incident/found-1");
        await HappensAsync("incident/found-1");

        Assert.True(await WithdrawAsync("a", PhotoWithdrawalReason.PersonalData));

        Assert.Empty(await IdsAsync());
        Assert.Null(await Album.ReadAsync("m2", "a"));
        Assert.Single(await Album.WithdrawnAsync("m1"));
        Assert.Single(await Album.WithdrawnAsync("m2"));
        Assert.Equal(PhotoAdded.Withdrawn, await AddAsync("a", machine: "m3"));
        Assert.Equal(PhotoAdded.Withdrawn, await ReportAsync("a", "incident/found-2"));
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task Who_asks_whether_an_event_names_a_photo_is_told_of_the_streams_that_were_asked()
    {
        var id = Convert.ToHexStringLower(SHA256.HashData("a"u8));
        await Test.Ledger.AppendAsync(Samples.Scan("m1") with { Events = [Samples.Event("machine.refused.v1", $$"""{"reason":"crt","photo":"{{id}}","goesBack":true}""", Guid.CreateVersion7())] });

        Assert.True(await Album.IsNamedAsync(["machine/m1", "delivery/x"], id));
        Assert.False(await Album.IsNamedAsync(["machine/m2"], id));
        Assert.False(await Album.IsNamedAsync(["machine/m1"], id[..63]));
    }

    private static PhotoRoom RoomFor(int most, DateTimeOffset? at = null) => new(most, (at ?? Samples.Noon).AddDays(-30));

    private Task<PhotoAdded> AddAsync(string id, string? organisation = "o1", string machine = "m1", DateTimeOffset? at = null) =>
        Album.AddAsync(machine, Samples.Photo(id, organisation) with { At = at ?? Samples.Noon }, Content, RoomFor(2, at));

    private Task<PhotoAdded> ReportAsync(string id, string report, DateTimeOffset? at = null) =>
        Album.AddAsync("m1", Samples.Photo(id, organisation: null) with { At = at ?? Samples.Noon }, Content, RoomFor(2, at), report);

    private Task<StreamEnd> HappensAsync(string stream) => Test.Ledger.AppendAsync(Samples.Scan("m1") with { Stream = stream });

    private Task<bool> WithdrawAsync(string id, PhotoWithdrawalReason reason) => Album.WithdrawAsync(
        "m1",
        new(id, Samples.Noon, reason, "o1", "p1"),
        new(Samples.Noon, "photo-withdrawn") { Code = Contracts.Codes.Code(reason), Actor = "p1", About = $"machine/m1 photo/{id}" });

    private async Task<IEnumerable<string>> IdsAsync()
    {
        await using var connection = await Test.OpenAsync();
        return await connection.QueryAsync<string>("select id from photo order by id");
    }
}
