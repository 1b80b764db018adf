# The rules of policies/packs/eu.yaml and de.yaml on whether a record may be shown, in Rego.
#
# The facts are the input, with _ for the dots in their names; `as_of` is the day as a number. What a person must decide is
# not asked.
package disclose

import rego.v1

care := {"diagnosis", "treatment", "care_management"}

themselves := {"patient", "insured"}

heirs := {"heir_pecuniary", "next_of_kin_immaterial"}

ehds_first := {"clinical_core", "prescription"}

ehds_second := {"imaging", "radiation_examination", "laboratory_result", "pathology", "discharge_report"}

default outcome := "deny"

outcome := "permit_with_conditions" if {
	not denied
	eu_permits
	de_permits
	conditional
}

outcome := "permit" if {
	not denied
	eu_permits
	de_permits
	not conditional
}

eu_permits if eu_plain

eu_permits if eu_conditional

de_permits if de_plain

de_permits if de_conditional

conditional if eu_conditional

conditional if de_conditional

# eu.yaml, permits

# eu.disclose.care
eu_plain if {
	input.purpose in care
	input.actor_secrecy_duty
	input.actor_treats_subject
}

# eu.disclose.operations
eu_plain if {
	input.purpose in {"billing", "quality_assurance", "administration"}
	input.actor_own_staff
	input.actor_secrecy_duty
}

# eu.disclose.claim
eu_plain if {
	input.purpose == "legal_claim"
	input.actor_own_staff
	input.actor_secrecy_duty
}

# eu.disclose.answer_patient
eu_plain if {
	input.purpose == "patient_request"
	input.requester_role == "staff"
	input.actor_own_staff
	input.actor_secrecy_duty
}

# eu.disclose.subject
eu_plain if input.requester_role in themselves

# eu.disclose.consent
eu_plain if input.disclosure_explicit_consent

# eu.disclose.dead
eu_plain if {
	input.subject_dead
	input.requester_role in heirs
}

# eu.disclose.emergency
eu_conditional if {
	input.purpose == "emergency"
	input.actor_secrecy_duty
}

# eu.disclose.subject_third_party
eu_conditional if {
	input.requester_role in (themselves | {"guardian"})
	input.record_third_party_rights
}

# eu.disclose.minor
eu_conditional if {
	input.requester_role in themselves
	input.as_of < input.subject_birth + 180000
}

# eu.disclose.guardian
eu_conditional if input.requester_role == "guardian"

# eu.disclose.research
eu_conditional if {
	input.purpose == "research"
	input.research_safeguards
	input.research_basis != "none"
}

# eu.disclose.legal_duty
eu_conditional if {
	input.purpose == "court_or_authority"
	input.disclosure_legal_duty
}

# eu.disclose.ehds_access_first
eu_conditional if {
	input.as_of >= 20290326
	input.requester_role in themselves
	input.record_class in ehds_first
}

# eu.disclose.ehds_access_second
eu_conditional if {
	input.as_of >= 20310326
	input.requester_role in themselves
	input.record_class in ehds_second
}

# eu.yaml, prohibitions

# eu.disclose.foreign_order
denied if {
	input.purpose == "foreign_order"
	not input.requester_role in themselves
}

# eu.disclose.restricted
denied if {
	input.restriction_active
	not input.purpose in {"legal_claim", "emergency", "patient_request", "court_or_authority"}
	not input.disclosure_explicit_consent
}

# eu.disclose.wrong_patient
denied if {
	input.record_wrong_patient
	not input.purpose in {"administration", "quality_assurance", "legal_claim", "court_or_authority"}
}

# eu.disclose.identity
denied if input.request_identity_doubted

# eu.disclose.excessive
denied if {
	input.requester_role in themselves
	input.request_manifestly_excessive
}

# eu.disclose.ehds_restricted_first
denied if {
	input.as_of >= 20290326
	input.ehds_access_restricted
	input.purpose in care
	input.record_class in ehds_first
}

# eu.disclose.ehds_opted_out_first
denied if {
	input.as_of >= 20290326
	input.ehds_opted_out
	input.request_via_myhealth_eu
	input.record_class in ehds_first
}

# eu.disclose.ehds_restricted_second
denied if {
	input.as_of >= 20310326
	input.ehds_access_restricted
	input.purpose in care
	input.record_class in ehds_second
}

# eu.disclose.ehds_opted_out_second
denied if {
	input.as_of >= 20310326
	input.ehds_opted_out
	input.request_via_myhealth_eu
	input.record_class in ehds_second
}

# de.yaml, permits

# de.disclose.care
de_plain if {
	input.purpose in care
	input.actor_secrecy_duty
	input.actor_treats_subject
}

# de.disclose.staff
de_plain if {
	input.purpose in {"billing", "quality_assurance", "administration", "legal_claim", "patient_request"}
	input.actor_own_staff
	input.actor_secrecy_duty
}

# de.disclose.subject
de_plain if input.requester_role in themselves

# de.disclose.deceased, to which de.disclose.deceased_opposed is an exception
de_plain if {
	input.subject_dead
	input.requester_role in heirs
	not input.subject_will_opposes in {"express", "presumed"}
}

# de.disclose.consent
de_plain if input.disclosure_explicit_consent

# de.disclose.emergency
de_conditional if {
	input.purpose == "emergency"
	input.actor_secrecy_duty
}

# de.disclose.guardian
de_conditional if {
	input.requester_role == "guardian"
	not input.subject_dead
}

# de.disclose.research
de_conditional if {
	input.purpose == "research"
	input.research_safeguards
	input.research_basis in {"consent", "outweighing_interest"}
}

# de.disclose.legal_duty
de_conditional if {
	input.purpose == "court_or_authority"
	input.disclosure_legal_duty
}

# de.yaml, prohibitions

# de.disclose.therapeutic
denied if {
	input.requester_role in (themselves | {"guardian"})
	input.record_serious_therapeutic_reason
}

# de.disclose.third_party
denied if {
	input.requester_role in ((themselves | heirs) | {"guardian"})
	input.record_third_party_rights
	input.record_is_patient_file
}

# de.disclose.deceased_opposed
denied if {
	input.subject_dead
	input.requester_role in heirs
	input.subject_will_opposes in {"express", "presumed"}
}

# de.disclose.research_subject
denied if {
	input.requester_role in themselves
	input.record_class == "research_data"
	input.erasure_impairs_research
}

# de.disclose.kept_only
denied if {
	input.requester_role in themselves
	input.record_kept_only_by_duty
	input.access_disproportionate_effort
	not input.record_is_patient_file
}
