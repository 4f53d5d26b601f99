using Ordi2.Contracts.Receipts;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>What is said on paper: a receipt that takes its right, its number and the place of another; a step that takes its documents with it.</summary>
internal static class StoriesOfPapers
{
    public static IEnumerable<ProcessStory> All =>
    [
        new("A tax receipt that is issued")
        {
            Prepare = async run =>
            {
                await run.SettleGiftAsync();
                await run.DraftAsync("a");
            },
            Ask = run => run.Receipt("a").DoAsync(new IssueReceipt(), Cast.Supervisor, run.CommandId),
            AsksAgain = true,
            End = run => run.ReceiptsStandAsync("a"),
            Expected = "right a: Issued SEALED",
            LeastAppends = 5,
        },
        new("A tax receipt that is issued in the place of another")
        {
            Prepare = async run =>
            {
                await run.SettleGiftAsync();
                await run.DraftAsync("a");
                await run.Receipt("a").DoAsync(new IssueReceipt(), Cast.Supervisor, Guid.CreateVersion7());
                await run.DraftAsync("b", replaces: "a");
            },
            Ask = run => run.Receipt("b").DoAsync(new IssueReceipt(), Cast.Supervisor, run.CommandId),
            AsksAgain = true,
            End = run => run.ReceiptsStandAsync("a", "b"),
            Expected = "right b: Replaced REPLACED, Issued SEALED",
            LeastAppends = 8,
        },
        new("A tax receipt that is cancelled")
        {
            Prepare = async run =>
            {
                await run.SettleGiftAsync();
                await run.DraftAsync("a");
                await run.Receipt("a").DoAsync(new IssueReceipt(), Cast.Supervisor, Guid.CreateVersion7());
            },
            Ask = run => run.Receipt("a").DoAsync(new CancelReceipt("don repris"), Cast.Supervisor, run.CommandId),
            End = run => run.ReceiptsStandAsync("a"),
            Expected = "right : Cancelled CANCELLED",
            LeastAppends = 5,
        },
        new("A wipe that is taken back with its certificate")
        {
            Prepare = run => run.WipeAsync(),
            Ask = run => run.TakeBackAsync(),
            End = run => run.PapersStandAsync(),
            Expected = "WIPING: CANCELLED",
            LeastAppends = 2,
        },
        new("A wipe that was taken back and is done again")
        {
            Prepare = async run =>
            {
                await run.WipeAsync();
                await run.TakeBackAsync(Guid.CreateVersion7());
            },
            Ask = run => run.WipeAgainAsync(),
            End = run => run.PapersStandAsync(),
            Expected = "WIPED: REPLACED, RENDERED in its place",
            LeastAppends = 4,
        },
    ];
}
