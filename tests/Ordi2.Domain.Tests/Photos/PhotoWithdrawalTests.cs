using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Photos;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Photos;

namespace Ordi2.Domain.Tests.Photos;

public sealed class PhotoWithdrawalTests
{
    private const string Machine = "H4T9CXB";

    [Fact]
    public void Who_has_the_machine_and_its_pole_take_a_photo_away_and_nobody_else_in_any_cell()
    {
        foreach (var (role, relation, reason) in Cells())
        {
            var allowed = (role, relation) is (Role.Supervisor, Relation.ItsHolder) or (Role.Coordinator, Relation.ItsPole);
            var refusal = PhotoWithdrawal.Stops(Machine, isProof: false, reason, CallerOf(role), RelationSet.Of(relation));

            Assert.Equal((allowed, allowed ? null : "role-may-not"), (PhotoWithdrawal.May(Machine, CallerOf(role), RelationSet.Of(relation)), refusal?.Code));
        }
    }

    [Fact]
    public void A_photo_that_an_event_names_goes_by_its_pole_alone_and_only_when_it_shows_a_person_in_every_cell()
    {
        foreach (var (role, relation, reason) in Cells())
        {
            var expected = (role, relation, reason) switch
            {
                (Role.Coordinator, Relation.ItsPole, PhotoWithdrawalReason.PersonalData) => null,
                (Role.Coordinator, Relation.ItsPole, _) or (Role.Supervisor, Relation.ItsHolder, _) => "photo-is-proof",
                _ => "role-may-not",
            };
            Assert.Equal(expected, PhotoWithdrawal.Stops(Machine, isProof: true, reason, CallerOf(role), RelationSet.Of(relation))?.Code);
            Assert.Equal((role, relation) is (Role.Coordinator, Relation.ItsPole), PhotoWithdrawal.MayOfProof(Machine, CallerOf(role), RelationSet.Of(relation)));
        }
    }

    [Fact]
    public void The_papers_that_a_machine_went_by_are_told_by_what_happened_to_it() => Assert.Equal(
        ["delivery/BL-7", "batch/LOT-1"],
        ((MachineEvent[])[new MachinePacked("C-1", new DeliveryId("BL-7"), []), new OsInstalled(default, null, null, null, null), new Scrapped("cassé", new BatchId("LOT-1"), WithData: false)])
            .SelectMany(PhotoPapers.Of));

    private static IEnumerable<(Role Role, Relation Relation, PhotoWithdrawalReason Reason)> Cells() =>
        from role in Enum.GetValues<Role>()
        from relation in Enum.GetValues<Relation>()
        from reason in Enum.GetValues<PhotoWithdrawalReason>()
        select (role, relation, reason);

    private static Caller CallerOf(Role role) => new(new("somebody"), new("somewhere"), role, new("device"));
}
